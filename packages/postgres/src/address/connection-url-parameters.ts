import { connectionUrlInvalid } from './connection-url-error.js';

/** The parameters of a connection URL, after the question mark. */
export interface UrlParameters {
  /**
   * How TLS is used: `false` never, `prefer` if the server offers it, `require` always,
   * `verify-full` always and with a trusted certificate for this host.
   */
  readonly ssl: false | 'prefer' | 'require' | 'verify-full';
  /** Longest time for the network connection and TLS, in milliseconds; undefined without a limit. */
  readonly connectTimeoutMs: number | undefined;
  /** Login methods that the server may use; undefined if the URL does not restrict them. */
  readonly loginMethods: ReadonlySet<LoginMethod> | undefined;
  /** Server settings by name in lower case, such as `statement_timeout`. */
  readonly settings: Readonly<Record<string, string>>;
}

/** Login methods by their libpq names; `none` is a login without any proof. */
export type LoginMethod = 'password' | 'md5' | 'scram-sha-256' | 'none';

const loginMethods: readonly LoginMethod[] = ['password', 'md5', 'scram-sha-256', 'none'];

/** Parameters for the client, which are not settings of the server. */
const ownParameters: ReadonlySet<string> = new Set(['sslmode', 'connect_timeout', 'require_auth']);

const sslModes: ReadonlyMap<string, UrlParameters['ssl']> = new Map<string, UrlParameters['ssl']>([
  ['disable', false],
  // libpq tries an unencrypted connection first, which has no advantage if the server offers TLS.
  ['allow', 'prefer'],
  ['prefer', 'prefer'],
  ['require', 'require'],
  ['verify-ca', 'verify-full'],
  ['verify-full', 'verify-full'],
]);

/** libpq accepts these as parameters too, where they override the rest of the URL. */
const addressParameters = ['password', 'user', 'host', 'hostaddr', 'port', 'dbname'];

/** A name that every connection of this package sets itself. */
const ignoredParameters: ReadonlySet<string> = new Set(['application_name']);

/** Parameters for other clients, with the values that this client satisfies. */
const keptPromises: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  // The driver does not bind the login to the TLS channel.
  ['channel_binding', new Set(['disable', 'prefer'])],
  // It encrypts with TLS only.
  ['gssencmode', new Set(['disable', 'prefer'])],
  // There is one host; a load into a standby fails.
  ['target_session_attrs', new Set(['any', 'read-write', 'primary'])],
]);

/** Settings that may be sent in the startup packet. */
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
 * Parses the parameters of a connection URL. If one is repeated, the last value is used.
 *
 * @throws WdhError `CONNECTION_URL_INVALID`, which names a parameter, but never its value.
 * @see https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-PARAMKEYWORDS
 */
export function parseUrlParameters(search: string): UrlParameters {
  // A plus in a connection URL is a plus, as in `timezone=Etc/GMT+5`, not a space.
  const given = new Map(new URLSearchParams(search.replaceAll('+', '%2B')));
  // First, because the text after a raw & in a password would otherwise be read as a parameter's
  // name.
  const misplaced = addressParameters.find((name) => given.has(name));
  if (misplaced !== undefined) {
    throw connectionUrlInvalid(`contains "${misplaced}" as a parameter`);
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

/** As in libpq, an empty list is the same as no list. */
function methodsIn(list: string | undefined): ReadonlySet<LoginMethod> | undefined {
  if (list === undefined || list === '') return undefined;
  const named = list.split(',').map((name) => loginMethods.find((known) => known === name.trim()));
  if (named.includes(undefined)) {
    throw connectionUrlInvalid(
      'has an unsupported value of require_auth',
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
    `has an unsupported value of ${name}`,
    `Use ${name}=${[...kept].join('|')}, or leave it out`,
  );
}

function unknownParameter(name: string): Error {
  const isQuotable = /^[\w.-]{1,63}$/.test(name);
  return connectionUrlInvalid(
    isQuotable ? `has the unknown parameter "${name}"` : 'has an unknown parameter',
    `Remove it; known parameters are ${[...ownParameters].join(', ')}, ${[...serverSettings].join(', ')}`,
  );
}
