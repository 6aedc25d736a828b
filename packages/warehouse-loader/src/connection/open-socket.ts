import { connect, type Socket } from 'node:net';
import { unreachable } from '../errors/connection-errors.js';
import type { ServerAddress } from './connection-url.js';

/**
 * Opens the socket of a connection ourselves, so that its end is seen at once and it can be cut.
 *
 * @throws DatabaseError `DATABASE_UNREACHABLE`.
 */
export function openSocket(address: ServerAddress, timeoutMs: number): Promise<Socket> {
  const { host, port, server } = address;
  return new Promise((resolve, reject) => {
    const socket = host.startsWith('/')
      ? connect({ path: `${host}/.s.PGSQL.${port}` })
      : connect({ host, port, noDelay: true, keepAlive: true, keepAliveInitialDelay: 30_000 });
    const fail = (reason: string): void => {
      clearTimeout(timer);
      socket.destroy();
      reject(unreachable(server, reason));
    };
    const timer = setTimeout(() => {
      fail(`no answer in ${timeoutMs / 1000} s`);
    }, timeoutMs);
    const onError = (error: NodeJS.ErrnoException): void => {
      fail(error.code ?? error.name);
    };
    socket.once('error', onError);
    socket.once('connect', () => {
      clearTimeout(timer);
      socket.removeListener('error', onError);
      resolve(socket);
    });
  });
}
