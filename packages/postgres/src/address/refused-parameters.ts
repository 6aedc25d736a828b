import { connectionUrlInvalid } from './connection-url-error.js';

/** A parameter of libpq that this client does not read. */
interface UnreadParameter {
  /** The values that this client satisfies without reading them; `any` for all. */
  readonly satisfied: readonly string[] | 'any';
  /** Why other values are refused: a clause. */
  readonly reason: string;
}

const refused = (reason: string, ...satisfied: readonly string[]): UnreadParameter => {
  return { satisfied, reason };
};

/** Every connection of this package names itself, so that a run is found in `pg_stat_activity`. */
const namesItself: UnreadParameter = { satisfied: 'any', reason: '' };

const noGss = 'The driver has no GSSAPI';
const noProbes = 'Node.js cannot set it, and every wait for the server has a deadline';
const noOauth = 'The driver has no OAuth';
const oneHost = 'There is one host';
const fromSettings =
  'Only programs that read it with the settings know it, such as wdh (see resolveConnectionUrl)';

const unread: ReadonlyMap<string, UnreadParameter> = new Map([
  ['application_name', namesItself],
  ['fallback_application_name', namesItself],
  ['channel_binding', refused('The driver does not bind the login to TLS', 'disable', 'prefer')],
  ['client_encoding', refused('Sessions use UTF8', 'UTF8', 'utf8', 'UTF-8', 'utf-8', 'auto')],
  ['gssencmode', refused('The driver encrypts with TLS only', 'disable', 'prefer')],
  ['gssdelegation', refused(noGss, '0')],
  ['gsslib', refused(noGss)],
  ['krbsrvname', refused(noGss)],
  ['keepalives_interval', refused(noProbes, '0')],
  ['keepalives_count', refused(noProbes, '0')],
  ['tcp_user_timeout', refused(noProbes, '0')],
  ['load_balance_hosts', refused(oneHost, 'disable')],
  // A load into a standby fails.
  ['target_session_attrs', refused(oneHost, 'any', 'read-write', 'primary')],
  ['min_protocol_version', refused('The driver uses version 3.0', '3.0')],
  ['max_protocol_version', refused('The driver uses version 3.0', '3.0', 'latest')],
  ['oauth_issuer', refused(noOauth)],
  ['oauth_client_id', refused(noOauth)],
  ['oauth_client_secret', refused(noOauth)],
  ['oauth_scope', refused(noOauth)],
  ['passfile', refused(fromSettings)],
  [
    'replication',
    refused('Replication is not a session for statements', 'false', 'off', 'no', '0'),
  ],
  ['requirepeer', refused('Node.js cannot read the owner of a socket', '')],
  ['requiressl', refused('It is obsolete: use sslmode=require', '0')],
  ['scram_client_key', refused('The driver computes the keys from the password')],
  ['scram_server_key', refused('The driver computes the keys from the password')],
  ['service', refused(fromSettings)],
  ['servicefile', refused(fromSettings)],
  ['sslcompression', refused('TLS has no compression any more', '0')],
  ['sslcrldir', refused('Node.js reads lists of revoked certificates from one file: use sslcrl')],
  ['sslkeylogfile', refused('Keys of a session are not written to a file')],
]);

/**
 * Whether this client refuses a value of a parameter of libpq that it does not read.
 *
 * @returns Undefined for a parameter that is not in this list.
 */
export function refusesValue(name: string, value: string): boolean | undefined {
  const found = unread.get(name);
  if (found === undefined) return undefined;
  return found.satisfied !== 'any' && !found.satisfied.includes(value);
}

/** Creates the error for such a value, with the reason. */
export function reasonAgainst(name: string): Error {
  const { satisfied = [], reason = '' } = unread.get(name) ?? {};
  const isEver = satisfied !== 'any' && satisfied.length > 0;
  const advice = isEver ? `Use ${name}=${satisfied.join('|')}, or leave it out` : 'Leave it out';
  return connectionUrlInvalid(
    isEver ? `has an unsupported value of ${name}` : `has the unsupported parameter "${name}"`,
    `${reason}. ${advice}`,
  );
}
