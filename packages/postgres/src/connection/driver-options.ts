import type { Socket } from 'node:net';
import { WdhError } from '@wdh/pipeline-core';
import postgres, { type Options } from 'postgres';
import type { ServerAddress } from '../address/connection-url.js';
import type { GuardedSocket } from './socket/guarded-socket.js';
import { systemUserName } from './system-user.js';

/**
 * Returns the driver's options for one connection over one socket. The login is complete, because the
 * driver would read what is missing from the environment: which user connects where is decided by
 * the caller alone.
 *
 * @param applicationName - Shown in `pg_stat_activity`; PostgreSQL keeps 63 bytes.
 */
export function driverOptions(
  address: ServerAddress,
  applicationName: string,
  socket: GuardedSocket,
  onClose: () => void,
): Options<Record<string, never>> & { readonly socket: () => GuardedSocket } {
  let isTaken = false;
  // As in libpq.
  const user = address.user ?? systemUserName();
  return {
    host: address.host,
    port: address.port,
    user,
    // As a function: the driver would replace an empty password by PGPASSWORD.
    password: () => address.password ?? '',
    database: address.database ?? user,
    // The socket already uses TLS.
    ssl: false,
    connection: { ...address.settings, application_name: applicationName },
    max: 1,
    // The driver would reconnect silently, and statements would run outside of their transaction.
    socket: () => {
      if (isTaken) throw Object.assign(new Error('closed'), { code: 'CONNECTION_CLOSED' });
      isTaken = true;
      return socket;
    },
    // The driver removes the listeners of a socket that it considers closed; this one stays.
    onclose: onClose,
    // The default ends a connection after half an hour, even within a transaction.
    max_lifetime: null,
    connect_timeout: 0,
    idle_timeout: 0,
    fetch_types: false,
    prepare: false,
    onnotice: () => undefined,
  };
}

/**
 * Starts the driver. The only variable that it reads although the login is complete is
 * PGTARGETSESSIONATTRS, and it does not know the value `any`.
 *
 * @throws WdhError `DRIVER_VARIABLE_REFUSED`, and closes the socket.
 */
export function startDriver(
  options: ReturnType<typeof driverOptions>,
  socket: Socket,
): postgres.Sql {
  try {
    return postgres(options);
  } catch {
    socket.destroy();
    throw new WdhError(
      'The database driver does not support the value of the variable PGTARGETSESSIONATTRS. Unset it: there is one host.',
      { code: 'DRIVER_VARIABLE_REFUSED', category: 'usage' },
    );
  }
}
