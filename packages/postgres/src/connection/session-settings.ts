/**
 * Settings that change what values or statements mean, pinned in every session: server, database,
 * role and connection URL may say otherwise. TimeZone is not among them: it says what a time without
 * an offset means, which is for its owner to decide.
 *
 * `lc_monetary` is not either: it decides how many digits are stored, as every session must.
 */
const pinned: Readonly<Record<string, string>> = {
  DateStyle: 'ISO, MDY',
  IntervalStyle: 'postgres',
  array_nulls: 'on',
  bytea_output: 'hex',
  client_encoding: 'UTF8',
  // Notices are not read, and a trigger may raise one for each row.
  client_min_messages: 'error',
  // The first row that is refused would end the session.
  exit_on_error: 'off',
  extra_float_digits: '1',
  quote_all_identifiers: 'off',
  standard_conforming_strings: 'on',
  timezone_abbreviations: 'Default',
  transform_null_equals: 'off',
  xmloption: 'content',
};

/** The search path of our own statements: only the owner of the server can add names to it. */
const ownPath = 'pg_catalog, pg_temp';

/** Has names in our own statements mean those of the server, until the transaction ends. */
export const takeOwnPath = `set local search_path to ${ownPath}`;

/**
 * Has the search path be that of role, database and connection URL, until the transaction ends: for
 * what belongs to others, such as triggers, defaults, types and checks. Our statements that run
 * under it name everything in full, operators too.
 */
export const takeUserPath = 'set local search_path to default';

const settings = Object.entries({ ...pinned, search_path: ownPath })
  .map(([name, value]) => `pg_catalog.set_config('${name}', '${value}', false)`)
  .join(', ');

/** Pins the settings again, after SQL of others that may have changed them for the session. */
export const pinSession = `select ${settings}`;

/**
 * The first statement of a session, which asks for its process id and pins its settings. Poolers
 * pass it on, unlike settings of the startup packet.
 */
export const beginSession = `select pg_catalog.pg_backend_pid() as pid, ${settings}`;
