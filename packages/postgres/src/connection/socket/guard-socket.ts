import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { ServerAddress } from '../../address/connection-url.js';
import { GuardedSocket } from './guarded-socket.js';
import { LoginGuard } from './login-guard.js';
import { MessageGuard } from './message-guard.js';

/** Inserts the protocol guards between a socket and the driver. */
export function guardSocket(
  socket: Socket,
  { server, loginMethods }: ServerAddress,
): GuardedSocket {
  const isVerified = socket instanceof TLSSocket && socket.authorized;
  const login = new LoginGuard({ server, loginMethods, isVerified });
  return new GuardedSocket(socket, new MessageGuard(server, login));
}
