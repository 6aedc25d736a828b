/** Names of keys that protect something, written as one word: `apikey`, `accountkey`, `sslkey`. */
const keyOwners =
  'api|access|account|private|secret|shared|signing|encryption|decryption|crypto|master|ssl|tls|' +
  'ssh|gpg|pgp|aes|rsa|hmac|auth|client|consumer|session|storage|subscription|service|deploy|' +
  'webhook|license|tenant|admin|root|app|application';

/** What a password written as one word belongs to: `dbpass`, `keypass`. */
const passOwners =
  'bind|svc|etl|dwh|sa|os|db|database|user|admin|root|login|my|pg|sql|mysql|postgres|redis|mongo|ftp|sftp|smtp|imap|mail|' +
  'http|proxy|ssh|ssl|ldap|key|store|trust|app|service';

/**
 * Finds a secret in the letters of a name, at any position; no other words contain these letters,
 * except `secretary` and `tokenizer`.
 */
export const sensitiveLetters = new RegExp(
  'passw(?:or[dt])(?!less)|passwd|kennwort|passphrase|passcode|pwd|credential|authorization|cookie(?!less)|' +
    'secret(?!ar(?:y|ies|ia[lt])|(?:e[ds]?|ly)$|et(?:e|ing)|i(?:on|ve))|token(?!i[sz](?:e|ing|ation)|ism)|' +
    `(?:${keyOwners})keys?(?!board)|(?:${passOwners})(?:pass|pw)$|` +
    '(?:basic|http|proxy|smtp)auth$|authheader$|(?:auth|mfa|otp|recovery)codes?$|(?:jsession|phpsess)id$|keymaterial$|^connectsid$|privkey|presharedkey|' +
    '(?:github|gitlab|devops)pat$|dsn$|databaseur[il]$|connection(?:string|ur[il]$)|connstr(?:ing)?$|passkey|^wdh.*salt$|' +
    '(?:^|access|amz|xms|goog|request|hub|hmac|webhook|slack|shared)signature$',
);

/** Words that are sensitive at any position in a name. */
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
  'psk',
  'salt',
  'sas',
  'sig',
  'totp',
  'xsrf',
]);

const list = (words: string): ReadonlySet<string> => new Set(words.split(' '));

/** Words before a final `key` or `pass` with which it is not a secret. */
export const harmlessOwners: Readonly<Record<string, ReadonlySet<string>>> = {
  key: list(
    'a advisory aircraft airport alternate any array blob bucket bundle business by cache candidate claim cluster column ' +
      'child city composite config conflict context country customer data date day dedup dedupe dim dimension dist ' +
      'distribution document duplicate each employee entity env event fact field file first flight foreign group hash header hot ' +
      'i18n idempotency incident index item join json last liveness locale lock lookup map merge message ' +
      'metric missing month natural new no object of old on operator option order page parent partition primary ' +
      'product property quarter region pub public range react record ref referring referenced registry remote routing ' +
      'row s schema search setting shard short sort source species state status store strike supplier surrogate table target the this ' +
      'time translation vendor week wildlife year unique unknown upsert',
  ),
  pass: list(
    '1st 2nd boarding by dry each first last let multi next one second single ski third two',
  ),
};

/** Final words of names that describe a secret and do not contain it. */
const aspects =
  'age alg algorithm arn at changed column columns count counts created date days dir disabled ' +
  'enabled encoding endpoint expired expires expiry expiration end field fields file files format in ' +
  'index issuer kind len length lifetime limit log manager max md method min minutes missing ' +
  'mode ms name names path policy position prompt provider required rotation second seconds size sizes start ' +
  'state status stdin time ts ttl type types updated uri url usage used valid version';

/** File extensions: `secrets.yml`, not `GOOGLE_CREDENTIALS_JSON`. */
export const fileName = /\.(?:csv|gz|js|json|log|parquet|sql|ts|txt|xml|ya?ml)$/i;

/** First words of questions: `hasPassword`. */
export const questions: ReadonlySet<string> = list('has is needs');

/** The last words of names that describe a secret: `passwordLength`. */
export const harmlessEnds: ReadonlySet<string> = list(aspects);

/** The same for names without separators: `tokencount`, `passwordlength`. */
export const harmlessLetters = new RegExp(
  `(?:password|secret|token|cookie|credential|key)s?(?:${aspects.replaceAll(/\b\w{1,3} /g, '').replaceAll(' ', '|')})$`,
);

/** Words in names that count the tokens of a text: `max_tokens`. */
export const tokenCounts = list('completion count input max min number num output prompt total');
