import type { Options } from 'postgres';
import type { ServerAddress } from '../address/connection-url.js';
import type { GuardedSocket } from './socket/guarded-socket.js';

/** Settings of a session that the server must not end because it is idle. */
const neverTooIdle: Readonly<Record<string, string>> = {
  // As strings: the driver omits the number zero.
  idle_in_transaction_session_timeout: '0',
  idle_session_timeout: '0',
};

/** The startup parameters of a session. */
export interface SessionOptions {
  /** Shown in `pg_stat_activity`; PostgreSQL keeps 63 bytes. */
  readonly applicationName: string;
  /** Whether it may be idle for any time, regardless of the server's timeouts. */
  readonly isLasting?: boolean | undefined;
}

/** Returns the driver's options for one connection over one socket. */
export function driverOptions(
  address: ServerAddress,
  { applicationName, isLasting = false }: SessionOptions,
  socket: GuardedSocket,
  onClose: () => void,
): Options<Record<string, never>> & { readonly socket: () => GuardedSocket } {
  let isTaken = false;
  return {
    host: address.host,
    port: address.port,
    ...(address.user === undefined ? {} : { user: address.user }),
    ...(address.password === undefined ? {} : { password: address.password }),
    ...(address.database === undefined ? {} : { database: address.database }),
    // The socket already uses TLS.
    ssl: false,
    connection: {
      ...address.settings,
      ...(isLasting ? neverTooIdle : {}),
      application_name: applicationName,
    },
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
