import { parseConnectionUrl } from '@wdh/postgres';

/**
 * Parameters of a connection URL for the client, by the variable in which psql reads them. There is
 * none for the password of a key, for which psql asks, nor for keepalives.
 */
const ofClient: Readonly<Record<string, string>> = {
  sslmode: 'PGSSLMODE',
  sslrootcert: 'PGSSLROOTCERT',
  sslcrl: 'PGSSLCRL',
  sslcert: 'PGSSLCERT',
  sslkey: 'PGSSLKEY',
  sslcertmode: 'PGSSLCERTMODE',
  sslnegotiation: 'PGSSLNEGOTIATION',
  sslsni: 'PGSSLSNI',
  ssl_min_protocol_version: 'PGSSLMINPROTOCOLVERSION',
  ssl_max_protocol_version: 'PGSSLMAXPROTOCOLVERSION',
  hostaddr: 'PGHOSTADDR',
  connect_timeout: 'PGCONNECT_TIMEOUT',
  require_auth: 'PGREQUIREAUTH',
  channel_binding: 'PGCHANNELBINDING',
  gssencmode: 'PGGSSENCMODE',
  target_session_attrs: 'PGTARGETSESSIONATTRS',
};

/** Escapes a value for PGOPTIONS, which is split at spaces. */
function escapeOption(value: string): string {
  return value.replaceAll(/[\\\s]/g, '\\$&');
}

/**
 * Returns the variables by which psql connects to the database of a URL. They are visible to the
 * same user only, unlike arguments.
 *
 * @throws WdhError `CONNECTION_URL_INVALID`.
 * @see https://www.postgresql.org/docs/current/libpq-envars.html
 */
export function psqlEnvironment(connectionUrl: string): Readonly<Record<string, string>> {
  const { host, port, user, password, database, settings } = parseConnectionUrl(connectionUrl);
  const search = connectionUrl.slice(connectionUrl.indexOf('?') + 1).replaceAll('+', '%2B');
  const given = new URLSearchParams(connectionUrl.includes('?') ? search : '');
  const { options = '', ...rest } = settings;
  const others = Object.entries(rest).map(([name, value]) => `-c ${name}=${escapeOption(value)}`);
  const pgOptions = [options, ...others].filter((option) => option !== '').join(' ');
  const environment: Record<string, string> = {
    PGHOST: host,
    PGPORT: String(port),
    PGAPPNAME: 'wdh db psql',
    // As in this program: TLS where the URL asks for it.
    PGSSLMODE: 'disable',
  };
  if (user !== undefined) environment['PGUSER'] = user;
  if (password !== undefined) environment['PGPASSWORD'] = password;
  if (database !== undefined) environment['PGDATABASE'] = database;
  if (pgOptions !== '') environment['PGOPTIONS'] = pgOptions;
  for (const [name, variable] of Object.entries(ofClient)) {
    const value = given.get(name);
    if (value !== null && value !== '') environment[variable] = value;
  }
  return environment;
}
