import type { Socket } from 'node:net';
import type { Options } from 'postgres';
import type { ServerAddress } from '../address/connection-url.js';

/** The options under which the driver serves one connection over one socket. */
export function driverOptions(
  address: ServerAddress,
  applicationName: string,
  socket: Socket,
  onClose: () => void,
): Options<Record<string, never>> & { readonly socket: () => Socket } {
  let isTaken = false;
  return {
    host: address.host,
    port: address.port,
    ...(address.user === undefined ? {} : { user: address.user }),
    ...(address.password === undefined ? {} : { password: address.password }),
    ...(address.database === undefined ? {} : { database: address.database }),
    // The socket that is handed over has its TLS already.
    ssl: false,
    connection: { ...address.settings, application_name: applicationName },
    max: 1,
    // The driver would reconnect in silence, and statements would run outside their transaction.
    socket: () => {
      if (isTaken) throw Object.assign(new Error('closed'), { code: 'CONNECTION_CLOSED' });
      isTaken = true;
      return socket;
    },
    // The driver removes the listeners of a socket that it takes for closed: this one stays.
    onclose: onClose,
    // Its default ends a connection after half an hour, also inside a transaction.
    max_lifetime: null,
    connect_timeout: 0,
    idle_timeout: 0,
    fetch_types: false,
    prepare: false,
    onnotice: () => undefined,
  };
}
