import { once } from 'node:events';
import { open } from 'node:fs/promises';
import { connect, isIP, type Socket } from 'node:net';
import { devNull } from 'node:os';
import { connect as connectTls } from 'node:tls';
import type { ServerAddress } from '../../address/connection-url.js';
import { tlsNotOffered, tooManyFilesOpen, unreachable } from '../../errors/connection-errors.js';
import { DatabaseError } from '../../errors/database-error.js';
import { translateDriverError } from '../../errors/translate-driver-error.js';

/**
 * Opens the socket of a connection, with TLS if required, independently of the driver. So its end is
 * detected immediately, it can be cut, and a server without TLS is distinguished from a lost
 * connection.
 *
 * @throws DatabaseError `DATABASE_UNREACHABLE`, `TOO_MANY_FILES_OPEN`, `TLS_NOT_OFFERED`, `TLS_FAILED`.
 */
export async function openSocket(address: ServerAddress, timeoutMs: number): Promise<Socket> {
  const { host, port, server, ssl } = address;
  const limitMs = Math.min(timeoutMs, address.connectTimeoutMs ?? timeoutMs);
  const isLocal = host.startsWith('/');
  let socket = isLocal
    ? connect({ path: `${host}/.s.PGSQL.${port}` })
    : connect({ host, port, noDelay: true, keepAlive: true, keepAliveInitialDelay: 30_000 });
  // An error without a waiting listener would end the process.
  socket.on('error', () => undefined);
  const timer = setTimeout(() => {
    socket.destroy(unreachable(server, `no answer in ${limitMs / 1000} s`));
  }, limitMs);
  try {
    await next(socket, 'connect');
    // As in libpq, sslmode does not apply to Unix sockets.
    if (ssl !== false && !isLocal && (await offersTls(socket, address))) {
      socket = startTls(socket, address);
      await next(socket, 'secureConnect').catch((error: unknown) => {
        throw translateDriverError(error, { server });
      });
    }
    return socket;
  } catch (error) {
    socket.destroy();
    throw error instanceof DatabaseError ? error : await notOpened(server, error);
  } finally {
    clearTimeout(timer);
  }
}

/** @see https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-SSL */
async function offersTls(socket: Socket, { ssl, server }: ServerAddress): Promise<boolean> {
  const sslRequest = Buffer.alloc(8);
  sslRequest.writeInt32BE(8, 0);
  sslRequest.writeInt32BE(80_877_103, 4);
  socket.write(sslRequest);
  const [answer] = (await next(socket, 'data')) as [Buffer];
  // The whole packet is compared: unencrypted bytes after the letter may come from an attacker.
  const letter = answer.toString('latin1');
  if (letter === 'S') return true;
  if (letter !== 'N') throw unreachable(server, 'its answer is not that of a PostgreSQL server');
  if (ssl === 'prefer') return false;
  throw tlsNotOffered(server);
}

function startTls(socket: Socket, { host, ssl }: ServerAddress): Socket {
  return connectTls({
    socket,
    host,
    ...(isIP(host) === 0 ? { servername: host } : {}),
    rejectUnauthorized: ssl === 'verify-full',
  });
}

/** Waits for an event; rejects if the socket fails or closes first. */
async function next(
  socket: Socket,
  event: 'connect' | 'data' | 'secureConnect',
): Promise<unknown[]> {
  const closed = new AbortController();
  const onClose = (): void => {
    closed.abort();
  };
  socket.once('close', onClose);
  try {
    return (await once(socket, event, { signal: closed.signal })) as unknown[];
  } finally {
    socket.removeListener('close', onClose);
  }
}

async function notOpened(server: string, error: unknown): Promise<DatabaseError> {
  const reason = reasonOf(error);
  // Name resolution reports the same error for an unknown host and for files that it cannot open.
  const cause = /^(?:ENOTFOUND|EAI_)/.test(reason) ? ((await shortageNow()) ?? reason) : reason;
  return isShortage(cause) ? tooManyFilesOpen(server, cause) : unreachable(server, cause);
}

const isShortage = (errno: string): boolean => errno === 'EMFILE' || errno === 'ENFILE';

/** Returns the error code if the files that name resolution needs cannot be opened; else null. */
async function shortageNow(): Promise<string | null> {
  const opened = await Promise.allSettled(Array.from({ length: 4 }, () => open(devNull)));
  for (const file of opened) if (file.status === 'fulfilled') await file.value.close();
  const reasons = opened.map((file) => (file.status === 'rejected' ? reasonOf(file.reason) : ''));
  return reasons.find(isShortage) ?? null;
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error) || error.name === 'AbortError') return 'closed';
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}
