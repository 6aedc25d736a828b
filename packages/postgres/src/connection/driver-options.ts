import type { Options } from 'postgres';
import type { ServerAddress } from '../address/connection-url.js';
import type { GuardedSocket } from './socket/guarded-socket.js';

/** Settings of a session that the server must not end because it stands still. */
const neverTooIdle: Readonly<Record<string, string>> = {
  // As texts: the driver leaves out the number zero.
  idle_in_transaction_session_timeout: '0',
  idle_session_timeout: '0',
};

/** What the server receives when a session begins. */
export interface SessionOptions {
  /** Shown in `pg_stat_activity`; PostgreSQL keeps 63 bytes. */
  readonly applicationName: string;
  /** Whether it may be idle for any time, whatever the server allows others. */
  readonly isLasting?: boolean | undefined;
}

/** The options under which the driver serves one connection over one socket. */
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
    // The socket that is handed over has its TLS already.
    ssl: false,
    connection: {
      ...address.settings,
      ...(isLasting ? neverTooIdle : {}),
      application_name: applicationName,
    },
    max: 1,
    // The driver would reconnect silently, and statements would run outside their transaction.
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
