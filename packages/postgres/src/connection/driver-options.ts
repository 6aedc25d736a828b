import postgres, { type Options } from 'postgres';
import type { ServerAddress } from '../address/connection-url.js';
import type { OnNotification } from './session-settings.js';
import type { GuardedSocket } from './socket/guarded-socket.js';
import { systemUserName } from './system-user.js';

/** Options of the driver that its types leave out. */
interface DriverOptions extends Options<Record<string, never>> {
  readonly socket: () => GuardedSocket;
  readonly max_pipeline: number;
  readonly onnotify?: OnNotification | undefined;
}

/**
 * Returns the driver's options for one connection over one socket. They are complete, because the
 * driver would read what is missing from the environment: which user connects where, and how, is
 * decided by the caller alone.
 *
 * @param applicationName - Shown in `pg_stat_activity`; PostgreSQL keeps 63 bytes.
 */
export function driverOptions(
  address: ServerAddress,
  applicationName: string,
  socket: GuardedSocket,
  onClose: () => void,
  onNotification?: OnNotification,
): DriverOptions {
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
    // The socket has its own, as the URL says.
    keep_alive: null,
    max_pipeline: 100,
    debug: false,
    fetch_types: false,
    prepare: false,
    onnotice: () => undefined,
    onnotify: onNotification,
  };
}

/* eslint-disable n/no-process-env -- it is hidden from the driver, and not read */

/** The variable that the driver reads even if the options are complete: no option turns it off. */
const variableOfDriver = 'PGTARGETSESSIONATTRS';

/**
 * Starts the driver, without that variable. With it, a server that is not a standby would be left, or
 * asked for its state by a statement whose failure ends the process.
 */
export function startDriver(options: DriverOptions): postgres.Sql {
  const { [variableOfDriver]: value } = process.env;
  Reflect.deleteProperty(process.env, variableOfDriver);
  try {
    return postgres(options);
  } finally {
    if (value !== undefined) process.env[variableOfDriver] = value;
  }
}
