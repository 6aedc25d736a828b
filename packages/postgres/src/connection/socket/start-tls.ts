import { isIP, type Socket } from 'node:net';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import type { ServerAddress } from '../../address/connection-url.js';
import type { TlsSecrets } from './tls-files.js';

/** Name of the protocol in the TLS handshake, by which a server knows a direct connection. */
const alpn = 'postgresql';

/**
 * Starts TLS over a socket. `secureConnect` is emitted if the server's certificate is as the URL
 * requires.
 *
 * @see https://www.postgresql.org/docs/current/libpq-ssl.html#LIBPQ-SSL-SSLMODE-STATEMENTS
 */
export function startTls(socket: Socket, address: ServerAddress, secrets: TlsSecrets): TLSSocket {
  const { host, ssl, tls = {} } = address;
  const { minVersion, maxVersion, isNameless } = tls;
  return connectTls({
    socket,
    host,
    ...secrets,
    ...(isIP(host) === 0 && isNameless !== true ? { servername: host } : {}),
    ...(minVersion === undefined ? {} : { minVersion }),
    ...(maxVersion === undefined ? {} : { maxVersion }),
    ...(tls.isDirect === true ? { ALPNProtocols: [alpn] } : {}),
    rejectUnauthorized: ssl === 'verify-full' || ssl === 'verify-ca',
    // The chain is checked, and the name is not.
    ...(ssl === 'verify-ca' ? { checkServerIdentity: () => undefined } : {}),
  });
}

/** Whether the server has agreed to the protocol: another one may accept TLS at the same port. */
export function isPostgresOver(socket: TLSSocket): boolean {
  return socket.alpnProtocol === alpn;
}
