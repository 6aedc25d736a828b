/** Names of keys that protect something, written as one word: `apikey`, `accountkey`, `sslkey`. */
const keyOwners =
  'api|access|account|private|secret|shared|signing|encryption|decryption|crypto|master|ssl|tls|' +
  'ssh|gpg|pgp|aes|rsa|hmac|auth|client|consumer|session|storage|subscription|service|deploy|' +
  'webhook|license|tenant|admin|root|app|application';

/** What a password written as one word belongs to: `dbpass`, `keypass`. */
const passOwners =
  'db|database|user|admin|root|login|my|pg|sql|mysql|postgres|redis|mongo|ftp|sftp|smtp|imap|mail|' +
  'http|proxy|ssh|ssl|ldap|key|store|trust|app|service';

/**
 * Finds a secret in the letters of a name, wherever it stands in it; no other word holds these.
 * `secretary` and `tokenizer` are other words.
 */
export const sensitiveLetters = new RegExp(
  'passw(?:or)?d|passphrase|passcode|pwd|credential|authorization|cookie|' +
    'secret(?!ar(?:y|ies|ia[lt])|(?:e[ds]?|ly)$|et(?:e|ing)|i(?:on|ve))|token(?!i[sz](?:e|ing|ation)|ism)|' +
    `(?:${keyOwners})keys?(?!board)|(?:${passOwners})pass$|` +
    '(?:basic|http|proxy|smtp)auth$|dsn$|databaseur[il]$|connection(?:string|ur[il]$)|connstr(?:ing)?$|passkey|^wdh.*salt$|' +
    '(?:^|access|amz|goog|request|hub|hmac|webhook|slack|shared)signature$',
);

/** Words that are sensitive wherever they stand in a name. */
export const sensitiveWords = new Set([
  'secret',
  'secrets',
  'token',
  'tokens',
  'creds',
  'cred',
  'pw',
]);

/** Words that are sensitive where a name ends with them: `db_pass`, `basicAuth`, `sig`. */
export const sensitiveEnds = new Set([
  'auth',
  'bearer',
  'csrf',
  'jwt',
  'oauth',
  'otp',
  'pass',
  'salt',
  'sig',
  'totp',
  'xsrf',
]);

const list = (words: string): ReadonlySet<string> => new Set(words.split(' '));

/** What a `key` or `pass` at the end of a name may belong to without being a secret. */
export const harmlessOwners: Readonly<Record<string, ReadonlySet<string>>> = {
  key: list(
    'a advisory alternate any array blob bucket bundle business by cache candidate claim cluster column ' +
      'composite config conflict context customer data date dedup dedupe dim dimension distribution ' +
      'document duplicate each entity env event fact field file first foreign group hash header hot ' +
      'i18n idempotency index item join json last liveness locale lock lookup map merge message ' +
      'metric missing natural new no object of old on option order page parent partition primary ' +
      'product property pub public range react record referring referenced registry remote routing ' +
      'row s3 schema search setting shard short sort source state surrogate table target the this ' +
      'time translation unique unknown upsert',
  ),
  pass: list('boarding by dry first last let multi next one second single ski third two'),
};

/** What a name says about a secret when it ends with one of these words: not the secret. */
const aspects =
  'age alg algorithm arn at changed column columns count counts created csv date days dir disabled ' +
  'enabled encoding endpoint expired expires expiry expiration field fields file files format gz in ' +
  'index issuer js json kind len length lifetime limit log manager max md method min minutes missing ' +
  'mode ms name names parquet path policy prompt provider required rotation seconds size sizes sql ' +
  'state status stdin time ts ttl txt type types updated uri url usage used valid version xml yaml yml';

/** The last words of names that say something about a secret: `passwordLength`. */
export const harmlessEnds: ReadonlySet<string> = list(aspects);

/** The same where a name has no separators: `tokencount`, `passwordlength`. */
export const harmlessLetters = new RegExp(
  `(?:password|secret|token|cookie|credential|key)s?(?:${aspects.replaceAll(/\b\w{1,3} /g, '').replaceAll(' ', '|')})$`,
);

/** What counts the tokens of a text: `max_tokens`. */
export const tokenCounts = list('completion count input max min number num output prompt total');
