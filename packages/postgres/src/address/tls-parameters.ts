import type { SecureVersion } from 'node:tls';
import { connectionUrlInvalid } from './connection-url-error.js';

/**
 * How TLS is used: `false` never, `prefer` if the server offers it, `require` always, `verify-ca`
 * always and with a certificate of a trusted authority, `verify-full` always and with one that is
 * also for this host.
 */
export type SslMode = false | 'prefer' | 'require' | 'verify-ca' | 'verify-full';

/** Files and rules of TLS; each is undefined if the URL does not name it. */
export interface TlsParameters {
  /** PEM file of the trusted authorities, or `system`. */
  readonly rootCert?: string;
  /** PEM file of the certificates that an authority has revoked. */
  readonly revocations?: string;
  /** PEM file of the client's certificate. */
  readonly cert?: string;
  /** PEM file of its key. */
  readonly key?: string;
  /** Password of the key. */
  readonly keyPassword?: string;
  readonly minVersion?: SecureVersion;
  readonly maxVersion?: SecureVersion;
  /** Whether TLS begins without a question to the server, as of PostgreSQL 17. */
  readonly isDirect?: true;
  /** Whether the name of the host is not sent in clear text. */
  readonly isNameless?: true;
}

const sslModes: ReadonlyMap<string, SslMode> = new Map<string, SslMode>([
  ['disable', false],
  // libpq tries an unencrypted connection first, which has no advantage if the server offers TLS.
  ['allow', 'prefer'],
  ['prefer', 'prefer'],
  ['require', 'require'],
  ['verify-ca', 'verify-ca'],
  ['verify-full', 'verify-full'],
]);

const secureVersions: readonly SecureVersion[] = ['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'];

/** The parameters that this file reads. */
export const tlsParameterNames: readonly string[] = [
  'sslmode',
  'sslrootcert',
  'sslcrl',
  'sslcert',
  'sslkey',
  'sslpassword',
  'sslcertmode',
  'sslnegotiation',
  'sslsni',
  'ssl_min_protocol_version',
  'ssl_max_protocol_version',
];

type Given = ReadonlyMap<string, string>;

/**
 * Parses the parameters of TLS as libpq means them, except that `sslmode` is `disable` by default,
 * and that a file which the mode would not use is refused.
 *
 * @throws WdhError `CONNECTION_URL_INVALID`, which names a parameter, but never its value.
 * @see https://www.postgresql.org/docs/current/libpq-ssl.html
 */
export function parseTlsParameters(given: Given): {
  readonly ssl: SslMode;
  readonly tls: TlsParameters | undefined;
} {
  const files = filesIn(given);
  const ssl = modeIn(given, files.rootCert);
  const isDirect = choiceIn(given, 'sslnegotiation', ['postgres', 'direct']) === 'direct';
  if (isDirect && (ssl === false || ssl === 'prefer')) {
    throw connectionUrlInvalid(
      'has sslnegotiation=direct, which needs TLS',
      'Add sslmode=verify-full, or at least sslmode=require',
    );
  }
  const tls: TlsParameters = {
    ...files,
    ...versionsIn(given),
    ...(isDirect ? { isDirect } : {}),
    ...(choiceIn(given, 'sslsni', ['1', '0']) === '0' ? { isNameless: true } : {}),
  };
  return { ssl, tls: Object.keys(tls).length === 0 ? undefined : tls };
}

function filesIn(given: Given): TlsParameters {
  const certMode = choiceIn(given, 'sslcertmode', ['allow', 'disable']);
  const rootCert = textIn(given, 'sslrootcert', 'rootCert');
  const revocations = textIn(given, 'sslcrl', 'revocations');
  if (certMode === 'disable') return { ...rootCert, ...revocations };
  const cert = textIn(given, 'sslcert', 'cert');
  const key = textIn(given, 'sslkey', 'key');
  if ('cert' in cert !== 'key' in key) {
    const [present, missing] = 'cert' in cert ? ['sslcert', 'sslkey'] : ['sslkey', 'sslcert'];
    throw connectionUrlInvalid(`has ${present} without ${missing}`, `Add ${missing} with its file`);
  }
  return { ...rootCert, ...revocations, ...cert, ...key, ...passwordIn(given) };
}

function modeIn(given: Given, rootCert: string | undefined): SslMode {
  const name = given.get('sslmode');
  if (name === undefined && rootCert === 'system') return 'verify-full';
  const ssl = sslModes.get(name ?? 'disable');
  if (ssl === undefined) {
    const known = [...sslModes.keys()].join(', ');
    throw connectionUrlInvalid('has an unknown sslmode', `Use one of ${known}`);
  }
  const useless = ['sslrootcert', 'sslcrl', 'sslcert'].find((file) => given.has(file));
  if (name === undefined && useless !== undefined) {
    throw connectionUrlInvalid(`has ${useless} without sslmode`, 'Add sslmode=verify-full');
  }
  if (rootCert === undefined) {
    // Public authorities certify anybody: without one of its own, only the host's name proves more.
    return ssl === 'verify-ca' ? 'verify-full' : ssl;
  }
  if (rootCert === 'system' && ssl !== false && ssl !== 'verify-full') {
    throw connectionUrlInvalid(
      'has sslrootcert=system with a weaker sslmode',
      'Use sslmode=verify-full: the authorities of the system certify anybody',
    );
  }
  if (ssl === 'prefer') {
    throw connectionUrlInvalid(
      'has sslrootcert with an sslmode that verifies nothing',
      'Use sslmode=verify-full or verify-ca, or remove sslrootcert',
    );
  }
  // As in libpq: a named authority is checked.
  return ssl === 'require' ? 'verify-ca' : ssl;
}

function textIn(given: Given, parameter: string, name: keyof TlsParameters): TlsParameters {
  const value = given.get(parameter);
  return value === undefined || value === '' ? {} : { [name]: value };
}

/** An empty password is none. */
const passwordIn = (given: Given): TlsParameters => textIn(given, 'sslpassword', 'keyPassword');

/** As in libpq, versions begin with 1.2 by default. */
function versionsIn(given: Given): TlsParameters {
  const least = versionIn(given, 'ssl_min_protocol_version', 'minVersion');
  const most = versionIn(given, 'ssl_max_protocol_version', 'maxVersion');
  // Their names sort as they follow one another.
  if ((most.maxVersion ?? 'TLSv1.3') >= (least.minVersion ?? 'TLSv1.2'))
    return { ...least, ...most };
  throw connectionUrlInvalid(
    'has an ssl_max_protocol_version below ssl_min_protocol_version, which is TLSv1.2 by default',
    'Correct one of them',
  );
}

function versionIn(
  given: Given,
  parameter: string,
  name: 'minVersion' | 'maxVersion',
): TlsParameters {
  const version = choiceIn(given, parameter, secureVersions);
  return version === undefined ? {} : { [name]: version };
}

/** @throws WdhError `CONNECTION_URL_INVALID` for another value. */
function choiceIn<Choice extends string>(
  given: Given,
  parameter: string,
  choices: readonly Choice[],
): Choice | undefined {
  const value = given.get(parameter);
  if (value === undefined || value === '') return undefined;
  const choice = choices.find((known) => known === value);
  if (choice !== undefined) return choice;
  throw connectionUrlInvalid(
    `has an unsupported value of ${parameter}`,
    `Use ${parameter}=${choices.join('|')}, or leave it out`,
  );
}
