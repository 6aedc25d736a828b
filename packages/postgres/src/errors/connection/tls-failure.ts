import { DatabaseError } from '../database-error.js';

const untrusted =
  'Its certificate is signed by an authority that is not trusted: name the file of that authority with sslrootcert.';
const ofClient =
  'The server does not accept the certificate of the client: check sslcert and sslkey, and the ssl_ca_file of the server.';

const noVersion =
  'Server and client have no version of TLS in common: check ssl_min_protocol_version and ssl_max_protocol_version of both.';

/** What to do, by the code of OpenSSL or Node.js. */
const advice: readonly (readonly [RegExp, string])[] = [
  [
    /^ERR_TLS_CERT_ALTNAME_INVALID$/,
    'Its certificate is for another host: connect by a name that is in it, or use sslmode=verify-ca with sslrootcert.',
  ],
  [/^CERT_HAS_EXPIRED$/, 'Its certificate has expired: renew it on the server.'],
  [
    /^CERT_NOT_YET_VALID$/,
    'Its certificate is not valid yet: compare the clocks of server and client.',
  ],
  [/^CERT_REVOKED$/, 'Its certificate is revoked by the list in sslcrl: renew it on the server.'],
  [/^UNABLE_TO_GET_CRL$/, 'The file of sslcrl has no list of the authority that signed it.'],
  [/^(?:SELF_SIGNED_|DEPTH_ZERO_|UNABLE_TO_|CERT_SIGNATURE_FAILURE|CERT_UNTRUSTED)/, untrusted],
  [/ALERT_(?:PROTOCOL_VERSION|HANDSHAKE_FAILURE)|UNSUPPORTED_PROTOCOL|VERSION_TOO_LOW/, noVersion],
  [/ALERT_(?:UNKNOWN_CA|BAD_CERTIFICATE|CERTIFICATE_|DECRYPT_ERROR)/, ofClient],
];

/** TLS failed: the codes of OpenSSL name no value, and no secret. */
export function tlsFailed(server: string, code: string): DatabaseError {
  const next = advice.find(([pattern]) => pattern.test(code))?.[1] ?? '';
  return new DatabaseError(
    `The TLS connection to the database at ${server} failed (${code}). ` +
      `Check sslmode and the certificate of the server. ${next}`.trimEnd(),
    { code: 'TLS_FAILED', category: 'connection' },
  );
}
