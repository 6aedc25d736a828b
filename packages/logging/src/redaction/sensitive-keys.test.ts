import { describe, expect, it } from 'vitest';
import { isSensitiveKey } from './sensitive-keys.js';

describe('isSensitiveKey', () => {
  it.each([
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
  ])('takes %s for sensitive', (key) => {
    expect(isSensitiveKey(key)).toBe(true);
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
  ])('takes %s for harmless', (key) => {
    expect(isSensitiveKey(key)).toBe(false);
  });

  it('stays right when more names come than it remembers', () => {
    for (let count = 0; count < 5000; count += 1) isSensitiveKey(`column_${count}`);
    expect(isSensitiveKey('token')).toBe(true);
    expect(isSensitiveKey('rows')).toBe(false);
    expect(isSensitiveKey(`${'x'.repeat(10_000)}_token`)).toBe(true);
  });
});
