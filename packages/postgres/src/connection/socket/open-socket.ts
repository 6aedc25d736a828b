import { once } from 'node:events';
import { open } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { devNull } from 'node:os';
import { WdhError } from '@wdh/pipeline-core';
import { connectionUrlInvalid } from '../../address/connection-url-error.js';
import type { ServerAddress } from '../../address/connection-url.js';
import {
  directTlsRefused,
  socketUnreachable,
  tlsNotOffered,
  tooManyFilesOpen,
  unreachable,
} from '../../errors/connection/connection-errors.js';
import type { DatabaseError } from '../../errors/database-error.js';
import { translateDriverError } from '../../errors/translate-driver-error.js';
import { isPostgresOver, startTls } from './start-tls.js';
import { readTlsFiles, type TlsSecrets } from './tls-files.js';

/** Idle time before the first keepalive probe, unless the URL names another. */
const defaultKeepAliveMs = 30_000;

/**
 * Opens the socket of a connection, with TLS if required, independently of the driver. So its end is
 * detected immediately, it can be cut, and a server without TLS is distinguished from a lost
 * connection.
 *
 * @throws DatabaseError `DATABASE_UNREACHABLE`, `TOO_MANY_FILES_OPEN`, `TLS_NOT_OFFERED`, `TLS_FAILED`.
 * @throws WdhError `TLS_FILE_UNUSABLE`, and `CONNECTION_URL_INVALID` for a socket with too long a path.
 */
export async function openSocket(address: ServerAddress, timeoutMs: number): Promise<Socket> {
  const { server } = address;
  if (isLocal(address)) requireShortPath(socketPath(address));
  const limitMs = Math.min(timeoutMs, address.connectTimeoutMs ?? timeoutMs);
  // As in libpq, sslmode does not apply to Unix sockets.
  const usesTls = address.ssl !== false && !isLocal(address);
  const secrets = usesTls ? await readTlsFiles(address.tls ?? {}) : {};
  let socket = startSocket(address);
  // An error without a waiting listener would end the process.
  socket.on('error', () => undefined);
  const timer = setTimeout(() => {
    socket.destroy(unreachable(server, `no answer in ${limitMs / 1000} s`));
  }, limitMs);
  try {
    await next(socket, 'connect');
    if (usesTls && (address.tls?.isDirect === true || (await offersTls(socket, address)))) {
      socket = await secured(socket, address, secrets);
    }
    return socket;
  } catch (error) {
    socket.destroy();
    throw error instanceof WdhError ? error : await notOpened(address, error);
  } finally {
    clearTimeout(timer);
  }
}

const isLocal = ({ host }: ServerAddress): boolean => host.startsWith('/');

function startSocket(address: ServerAddress): Socket {
  const { host, hostAddress = host, port, keepAliveMs = defaultKeepAliveMs } = address;
  if (isLocal(address)) return connect({ path: socketPath(address) });
  const keepAlive = keepAliveMs !== null;
  const initialDelay = { keepAliveInitialDelay: keepAliveMs ?? 0 };
  return connect({ host: hostAddress, port, noDelay: true, keepAlive, ...initialDelay });
}

const socketPath = ({ host, port }: ServerAddress): string => `${host}/.s.PGSQL.${port}`;

/** Node.js would cut a longer path, and connect to another socket. */
const longestPathBytes = process.platform === 'linux' ? 107 : 103;

function requireShortPath(path: string): void {
  if (Buffer.byteLength(path) <= longestPathBytes) return;
  throw connectionUrlInvalid(
    `names a socket whose path is longer than ${longestPathBytes} bytes`,
    'Make a short link to its folder, and name that as the host; or connect by the name of the machine',
  );
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

async function secured(
  plain: Socket,
  address: ServerAddress,
  secrets: TlsSecrets,
): Promise<Socket> {
  const { server, tls } = address;
  const socket = startTls(plain, address, secrets);
  socket.on('error', () => undefined);
  try {
    await next(socket, 'secureConnect');
  } catch (error) {
    socket.destroy();
    if (tls?.isDirect === true && isRefusedDirectly(error)) throw directTlsRefused(server);
    throw translateDriverError(error, { server });
  }
  if (tls?.isDirect !== true || isPostgresOver(socket)) return socket;
  socket.destroy();
  throw directTlsRefused(server);
}

/** Before version 17, a server ends a connection that begins with TLS. */
function isRefusedDirectly(error: unknown): boolean {
  const reason = reasonOf(error);
  return reason === 'closed' || reason === 'ECONNRESET' || reason.includes('ALPN');
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

async function notOpened(address: ServerAddress, error: unknown): Promise<DatabaseError> {
  const { server } = address;
  const reason = reasonOf(error);
  // Name resolution reports the same error for an unknown host and for files that it cannot open.
  const cause = /^(?:ENOTFOUND|EAI_)/.test(reason) ? ((await shortageNow()) ?? reason) : reason;
  if (isShortage(cause)) return tooManyFilesOpen(server, cause);
  return isLocal(address)
    ? socketUnreachable(socketPath(address), cause)
    : unreachable(server, cause);
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
