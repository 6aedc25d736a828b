import { describe, expect, it } from 'vitest';
import { redactText } from '../redact-text.js';
import { isSensitiveKey } from './sensitive-keys.js';

const sensitive = [
  'password',
  'DB_PASSWORD',
  'userPassword',
  'pass-word',
  'Passwd',
  'pwd',
  'passphrase',
  'token',
  'accessToken',
  'WDH_PROVIDER_MAPS_TOKEN',
  'apiKey',
  'API_KEY',
  'x-api-key',
  'api key',
  'client_secret',
  'SecretAccessKey',
  'Authorization',
  'Proxy-Authorization',
  'cookie',
  'Set-Cookie',
  'DATABASE_URL',
  'databaseUrl',
  'TEST_DATABASE_URL',
  'connectionString',
  'connection_uri',
  'WDH_HASH_SALT',
  'wdhIdSalt',
  'private_key',
  'credentials',
  'PG_DSN',
  'auth',
  '--password',
  // one word of several, in every style
  ...['dbPass', 'DB_PASS', 'DBPass', 'db-pass', 'db.pass', 'DBPASS', 'pass', 'pass_2', 'keypass'],
  ...['db_pw', 'userPw', 'MYSQL_PWD', 'PASSWORD2', 'secret1', 'clientSecret', 'JWTSecret'],
  ...['AccountKey', 'accountkey', 'ACCOUNT_KEY', 'APIKey', 'APIKeys', 'api.key', 'sslkey'],
  ...['SSL_KEY', 'encryptionKey', 'session_key', 'SharedAccessKey', 'AWS_SECRET_ACCESS_KEY'],
  ...['github_token', 'refreshTokens', 'X-Auth-Token', 'xsrf-token', '_authToken', 'idToken'],
  ...['sig', 'SharedAccessSignature', 'X-Amz-Signature', 'X-Amz-Credential', 'sslpassword'],
  ...['basicAuth', 'hash_salt', 'otp', 'jwt', 'SENTRY_DSN', 'redis_creds', 'PGPASSWORD'],
  ...[
    'ConnectionStrings__Default',
    'connStr',
    'csrf',
    'passkey',
    'ｐａｓｓｗｏｒｄ',
    'pass\u200bword',
    'tOkEn',
    'private_key_id',
    'xsrf',
    'conn_str',
    'mfaCode',
    'recoveryCodes',
    'PHPSESSID',
    'connect.sid',
  ],
  ...[
    'bindpw',
    'dbpw',
    'svcpass',
    'passwort',
    'psk',
    'sas',
    'authCode',
    'JSESSIONID',
    'github_pat',
  ],
  ...[
    'credentials_json',
    'GOOGLE_CREDENTIALS_JSON',
    'x-ms-signature',
    'encryptionKey',
    'authHeader',
  ],
];

/** In text, a blank ends a name. */
const inTexts = sensitive.filter((key) => /^\w[\w.-]*$/.test(key));

describe('isSensitiveKey', () => {
  it.each(sensitive)('treats %s as sensitive', (key) => {
    expect(isSensitiveKey(key)).toBe(true);
  });

  it.each(inTexts)('redacts an assignment to %s in text', (key) => {
    expect(redactText(`${key}=x1`)).toBe(`${key}=***REDACTED***`);
  });

  it.each([
    'rows',
    'domain',
    'executionId',
    'author',
    'cobalt',
    'passed',
    'bypass',
    'url',
    'key',
    '',
    // other words
    ...['secretary', 'undersecretary', 'tokenizer', 'tokenised', 'detokenize', 'passenger'],
    ...['passport', 'compass', 'passthrough', 'keyboard', 'keyword', 'monkey', 'turnkey', 'keys'],
    ...['basalt', 'signal', 'design', 'assignee', 'authority', 'accountId', 'accessLevel'],
    // keys and passes that are not secrets
    ...[
      'primaryKey',
      'primary_key',
      'PRIMARY KEY',
      'foreignKey',
      'sortKey',
      'publicKey',
      'row_key',
    ],
    ...['partition_key', 'upsertKey', 'lockKey', 'firstPass', 'passRate', 'PASS_COUNT'],
    // facts about a secret
    ...['tokenCount', 'tokencount', 'TOKEN_COUNT', 'maxTokens', 'tokensUsed', 'passwordLength'],
    ...['password_file', 'PGPASSFILE', 'secretName', 'tokenType', 'authMethod', 'apiKeyCount'],
    ...[
      'secrets.yml',
      'credentials.json',
      'hasPassword',
      'isTokenValid',
      'passwordless',
      'cookieless',
    ],
    ...['strike_key', 'airportKey', 'species_key', 's3Key', 'dist_key', 'child_key', 'tokenStart'],
    ...['cookiePolicy', 'SharedAccessKeyName', 'sslmode', 'sslcert', 'sslrootcert'],
  ])('treats %s as harmless', (key) => {
    expect(isSensitiveKey(key)).toBe(false);
  });

  it('stays correct with more names than it caches', () => {
    for (let count = 0; count < 5000; count += 1) isSensitiveKey(`column_${count}`);
    expect(isSensitiveKey('token')).toBe(true);
    expect(isSensitiveKey('rows')).toBe(false);
    expect(isSensitiveKey(`${'x'.repeat(10_000)}_token`)).toBe(true);
  });
});
