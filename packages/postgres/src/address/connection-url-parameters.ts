import { connectionUrlInvalid } from './connection-url-error.js';

/** What the part of a connection URL behind the question mark says. */
export interface UrlParameters {
  /**
   * How TLS is used: `false` never, `prefer` where the server offers it, `require` always,
   * `verify-full` always and with a trusted certificate for this host.
   */
  readonly ssl: false | 'prefer' | 'require' | 'verify-full';
  /** Longest time for the network connection and TLS, in milliseconds, where one is given. */
  readonly connectTimeoutMs: number | undefined;
  /** Methods by which the server may have us log in; undefined where the URL names none. */
  readonly loginMethods: ReadonlySet<LoginMethod> | undefined;
  /** Server settings by name in lower case, such as `statement_timeout`. */
  readonly settings: Readonly<Record<string, string>>;
}

/** How a server may have a client log in, by the names of libpq; `none` is without any proof. */
export type LoginMethod = 'password' | 'md5' | 'scram-sha-256' | 'none';

const loginMethods: readonly LoginMethod[] = ['password', 'md5', 'scram-sha-256', 'none'];

/** Parameters that are read here, and are no settings of the server. */
const ownParameters: ReadonlySet<string> = new Set(['sslmode', 'connect_timeout', 'require_auth']);

const sslModes: ReadonlyMap<string, UrlParameters['ssl']> = new Map<string, UrlParameters['ssl']>([
  ['disable', false],
  // The plain connection that libpq tries first would be no gain where the server offers TLS.
  ['allow', 'prefer'],
  ['prefer', 'prefer'],
  ['require', 'require'],
  ['verify-ca', 'verify-full'],
  ['verify-full', 'verify-full'],
]);

/** libpq takes these behind the question mark too, where they would override what is before it. */
const addressParameters = ['password', 'user', 'host', 'hostaddr', 'port', 'dbname'];

/** A name that each of our connections has already. */
const ignoredParameters: ReadonlySet<string> = new Set(['application_name']);

/** Parameters that speak to other clients too, with those of their values that hold here. */
const keptPromises: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  // The driver does not bind the login to the TLS channel.
  ['channel_binding', new Set(['disable', 'prefer'])],
  // It encrypts by TLS only.
  ['gssencmode', new Set(['disable', 'prefer'])],
  // There is one host, and a load that finds a standby there fails.
  ['target_session_attrs', new Set(['any', 'read-write', 'primary'])],
]);

/** What may reach the server in its startup packet. */
const serverSettings: ReadonlySet<string> = new Set([
  'idle_in_transaction_session_timeout',
  'lock_timeout',
  'options',
  'role',
  'search_path',
  'statement_timeout',
  'temp_buffers',
  'temp_tablespaces',
  'timezone',
  'transaction_timeout',
  'work_mem',
]);

/**
 * Reads the parameters of a connection URL. Of one that is repeated, the last counts.
 *
 * @throws WdhError `CONNECTION_URL_INVALID`, which names a parameter, but never quotes its value.
 * @see https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-PARAMKEYWORDS
 */
export function parseUrlParameters(search: string): UrlParameters {
  // In this kind of URL a plus is a plus, as in `timezone=Etc/GMT+5`, and no space.
  const given = new Map(new URLSearchParams(search.replaceAll('+', '%2B')));
  // First: what follows a raw & in a password would otherwise be taken for a parameter's name.
  const misplaced = addressParameters.find((name) => given.has(name));
  if (misplaced !== undefined) {
    throw connectionUrlInvalid(`gives "${misplaced}" as a parameter`);
  }
  const ssl = sslModes.get(given.get('sslmode') ?? 'disable');
  if (ssl === undefined) {
    const known = [...sslModes.keys()].join(', ');
    throw connectionUrlInvalid('has an unknown sslmode', `Use one of ${known}`);
  }
  const connectTimeoutMs = milliseconds(given.get('connect_timeout'));
  const settings: Record<string, string> = {};
  for (const [name, value] of given) {
    if (ownParameters.has(name) || ignoredParameters.has(name)) continue;
    const kept = keptPromises.get(name);
    if (kept?.has(value) === true) continue;
    if (kept !== undefined) throw notSupported(name, kept);
    const setting = name.toLowerCase();
    if (!serverSettings.has(setting)) throw unknownParameter(name);
    settings[setting] = value;
  }
  return { ssl, connectTimeoutMs, loginMethods: methodsIn(given.get('require_auth')), settings };
}

/** As in libpq, an empty list allows all that are allowed without one. */
function methodsIn(list: string | undefined): ReadonlySet<LoginMethod> | undefined {
  if (list === undefined || list === '') return undefined;
  const named = list.split(',').map((name) => loginMethods.find((known) => known === name.trim()));
  if (named.includes(undefined)) {
    throw connectionUrlInvalid(
      'demands of require_auth what is not supported here',
      `Name some of ${loginMethods.join(', ')}, separated by commas, or leave it out`,
    );
  }
  return new Set(named.filter((method) => method !== undefined));
}

/** As in libpq, zero sets no limit. */
function milliseconds(seconds: string | undefined): number | undefined {
  if (seconds === undefined) return undefined;
  if (!/^\d{1,9}$/.test(seconds)) {
    throw connectionUrlInvalid(
      'has a connect_timeout that is not a whole number of seconds',
      'Write connect_timeout=10, or leave it out',
    );
  }
  return Number(seconds) === 0 ? undefined : Number(seconds) * 1000;
}

function notSupported(name: string, kept: ReadonlySet<string>): Error {
  return connectionUrlInvalid(
    `demands of ${name} what is not supported here`,
    `Use ${name}=${[...kept].join('|')}, or leave it out`,
  );
}

function unknownParameter(name: string): Error {
  const isTellable = /^[\w.-]{1,63}$/.test(name);
  return connectionUrlInvalid(
    isTellable ? `has the unknown parameter "${name}"` : 'has an unknown parameter',
    `Remove it; known are ${[...ownParameters].join(', ')}, ${[...serverSettings].join(', ')}`,
  );
}
