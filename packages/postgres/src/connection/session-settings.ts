/**
 * Settings that change the meaning of values or statements. They are pinned in every session,
 * because server, database, role and connection URL may set others. TimeZone is not pinned: it
 * defines the meaning of a time without an offset, which the owner of the database decides.
 *
 * `lc_monetary` is not pinned either: it decides how many digits are stored, which must be equal in
 * all sessions.
 */
const pinned: Readonly<Record<string, string>> = {
  DateStyle: 'ISO, MDY',
  IntervalStyle: 'postgres',
  array_nulls: 'on',
  bytea_output: 'hex',
  client_encoding: 'UTF8',
  // Notices are not read, and a trigger may raise one for each row.
  client_min_messages: 'error',
  // A statement outside a transaction must not fail because it conflicts with another run.
  default_transaction_isolation: 'read committed',
  // With this setting on, the first refused row would end the session.
  exit_on_error: 'off',
  extra_float_digits: '1',
  quote_all_identifiers: 'off',
  standard_conforming_strings: 'on',
  timezone_abbreviations: 'Default',
  transform_null_equals: 'off',
  xmloption: 'content',
};

/** The search path of this package's statements: only superusers can add names to it. */
const ownPath = 'pg_catalog, pg_temp';

/** Sets the search path to the server's own names, until the transaction ends. */
export const takeOwnPath = `set local search_path to ${ownPath}`;

/**
 * Sets the search path to that of role, database and connection URL, until the transaction ends, for
 * user objects such as triggers, defaults, types and checks. This product's statements that run
 * under it qualify all names, including operators.
 */
export const takeUserPath = 'set local search_path to default';

/** Settings of a session that the server must not end because it is idle. */
const neverTooIdle: Readonly<Record<string, string>> = {
  idle_in_transaction_session_timeout: '0',
  idle_session_timeout: '0',
};

const assign = (settings: Readonly<Record<string, string>>): string =>
  Object.entries(settings)
    .map(([name, value]) => `pg_catalog.set_config('${name}', '${value}', false)`)
    .join(', ');

const settings = assign({ ...pinned, search_path: ownPath });

/** Pins the settings again, after user SQL that may have changed them for the session. */
export const pinSession = `select ${settings}`;

/** The settings of one session. */
export interface SessionOptions {
  /** Whether it may be idle for any time, regardless of the server's timeouts. */
  readonly isLasting?: boolean | undefined;
  /** Longest time that the server works on a statement. Default: that of the URL, or of the server. */
  readonly statementTimeoutMs?: number | undefined;
}

/** Is called with the channel and the payload of a notification. */
export type OnNotification = (channel: string, payload: string) => void;

/** Options of a `DedicatedConnection`, besides the address. */
export interface DedicatedConnectionOptions extends SessionOptions {
  /** Shown in `pg_stat_activity`; PostgreSQL keeps 63 bytes. */
  readonly applicationName: string;
  /** Longest wait without progress of the server, in milliseconds. */
  readonly deadlineMs: number;
  /** Whether it loads no rows: see `DriverErrorSite`. */
  readonly isWithoutRows?: boolean | undefined;
  /** Is called with the notifications of the channels to which a LISTEN subscribes. */
  readonly onNotification?: OnNotification | undefined;
}

/** The row of the first statement of a session. */
export interface FirstRow {
  readonly pid: number;
  /** Equal as long as a new session would have the same roles and the same settings. */
  readonly identity: string;
}

/** Settings of roles and databases, which the server reads at login. */
const identity = `pg_catalog.concat_ws(' ', current_user, session_user, (select pg_catalog.hashtextextended(
  pg_catalog.string_agg(s::pg_catalog.text, ' ' order by s.setdatabase, s.setrole), 0)
  from pg_catalog.pg_db_role_setting as s)) as identity`;

/**
 * Returns the first statement of a session, which returns its process id and sets its settings.
 * Poolers pass it on, unlike settings in the startup packet.
 */
export function beginSession({ isLasting, statementTimeoutMs }: SessionOptions = {}): string {
  const own = assign({
    ...(isLasting === true ? neverTooIdle : {}),
    ...(statementTimeoutMs === undefined ? {} : { statement_timeout: String(statementTimeoutMs) }),
  });
  const all = `${settings}${own === '' ? '' : `, ${own}`}`;
  return `select pg_catalog.pg_backend_pid() as pid, ${identity}, ${all}`;
}

/** Returns the first statement of a connection that uses a session again. */
export function resumeSession(options: DedicatedConnectionOptions): string {
  const name = options.applicationName.slice(0, 63).replaceAll(/['\\]/g, String.raw`$&$&`);
  return `${beginSession(options)}, pg_catalog.set_config('application_name', E'${name}', false)`;
}
