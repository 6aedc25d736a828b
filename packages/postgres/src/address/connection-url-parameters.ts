import { connectionUrlInvalid } from './connection-url-error.js';
import { reasonAgainst, refusesValue } from './refused-parameters.js';
import {
  parseTlsParameters,
  type SslMode,
  tlsParameterNames,
  type TlsParameters,
} from './tls-parameters.js';

/** The parameters of a connection URL, after the question mark. */
export interface UrlParameters {
  readonly ssl: SslMode;
  /** Files and rules of TLS; undefined if the URL names none. */
  readonly tls?: TlsParameters | undefined;
  /** IP address to connect to instead of that of the host. */
  readonly hostAddress?: string | undefined;
  /** Longest time for the network connection and TLS, in milliseconds; undefined without a limit. */
  readonly connectTimeoutMs: number | undefined;
  /** Idle time before the first keepalive probe, in milliseconds; null without probes. Default 30 s. */
  readonly keepAliveMs?: number | null | undefined;
  /** Login methods that the server may use; undefined if the URL does not restrict them. */
  readonly loginMethods: ReadonlySet<LoginMethod> | undefined;
  /** Server settings by name in lower case, such as `statement_timeout`. */
  readonly settings: Readonly<Record<string, string>>;
}

/** Login methods by their libpq names; `none` is a login without any proof. */
export type LoginMethod = 'password' | 'md5' | 'scram-sha-256' | 'none';

const loginMethods: readonly LoginMethod[] = ['password', 'md5', 'scram-sha-256', 'none'];

/** Parameters for the client, which are not settings of the server. */
const ownParameters: ReadonlySet<string> = new Set([
  'connect_timeout',
  'hostaddr',
  'keepalives',
  'keepalives_idle',
  'require_auth',
  ...tlsParameterNames,
]);

/** libpq accepts these as parameters too, where they override the rest of the URL. */
const addressParameters = ['password', 'user', 'host', 'port', 'dbname'];

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

/** Decodes the parameters of a URL. If one is repeated, the last value is used. */
export function readUrlParameters(search: string): Map<string, string> {
  // A plus in a connection URL is a plus, as in `timezone=Etc/GMT+5`, not a space.
  return new Map(new URLSearchParams(search.replaceAll('+', '%2B')));
}

/**
 * Parses the parameters of a connection URL.
 *
 * @throws WdhError `CONNECTION_URL_INVALID`, which names a parameter, but never its value.
 * @see https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-PARAMKEYWORDS
 */
export function parseUrlParameters(given: ReadonlyMap<string, string>): UrlParameters {
  // First, because the text after a raw & in a password would otherwise be read as a parameter's
  // name.
  const misplaced = addressParameters.find((name) => given.has(name));
  if (misplaced !== undefined) {
    throw connectionUrlInvalid(`contains "${misplaced}" as a parameter`);
  }
  const { ssl, tls } = parseTlsParameters(given);
  const settings: Record<string, string> = {};
  for (const [name, value] of given) {
    if (ownParameters.has(name)) continue;
    const refusesIt = refusesValue(name, value);
    if (refusesIt === false) continue;
    if (refusesIt === true) throw reasonAgainst(name);
    const setting = name.toLowerCase();
    if (!serverSettings.has(setting)) throw unknownParameter(name);
    settings[setting] = value;
  }
  return {
    ssl,
    tls,
    hostAddress: given.get('hostaddr') === '' ? undefined : given.get('hostaddr'),
    connectTimeoutMs: positiveSeconds(given, 'connect_timeout'),
    keepAliveMs: keepAliveIn(given),
    loginMethods: methodsIn(given.get('require_auth')),
    settings,
  };
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

/** As in libpq, 0 turns the probes off, and any other number leaves them on. */
function keepAliveIn(given: ReadonlyMap<string, string>): number | null | undefined {
  const isOn = given.get('keepalives');
  if (isOn !== undefined && !/^\d{1,9}$/.test(isOn)) {
    throw connectionUrlInvalid('has a value of keepalives that is not 0 or 1', 'Correct it');
  }
  const idleMs = positiveSeconds(given, 'keepalives_idle');
  return isOn !== undefined && Number(isOn) === 0 ? null : idleMs;
}

/** Returns milliseconds. As in libpq, zero means the default. */
function positiveSeconds(given: ReadonlyMap<string, string>, name: string): number | undefined {
  const seconds = given.get(name);
  if (seconds === undefined) return undefined;
  if (!/^\d{1,9}$/.test(seconds)) {
    throw connectionUrlInvalid(
      `has a ${name} that is not a whole number of seconds`,
      `Write ${name}=10, or leave it out`,
    );
  }
  return Number(seconds) === 0 ? undefined : Number(seconds) * 1000;
}

function unknownParameter(name: string): Error {
  const isQuotable = /^[\w.-]{1,63}$/.test(name);
  return connectionUrlInvalid(
    isQuotable ? `has the unknown parameter "${name}"` : 'has an unknown parameter',
    `Remove it; known parameters are ${[...ownParameters].join(', ')}, ${[...serverSettings].join(', ')}`,
  );
}
