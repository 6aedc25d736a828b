import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { ServerAddress } from '../../address/connection-url.js';
import type { DriverErrorSite } from '../../errors/translate-driver-error.js';

/** Returns what errors of a connection say about its socket. */
export function siteOfSocket(socket: Socket, { server, tls }: ServerAddress): DriverErrorSite {
  const isEncrypted = socket instanceof TLSSocket;
  return { server, isEncrypted, isWithoutCertificate: isEncrypted && tls?.cert === undefined };
}
