import { expect, it } from 'vitest';
import { loadSettings, redactedSettings, secretValues } from '../../../src/index.js';
import { printed, refusalOf } from '../../support/refusal-of.js';

/** Passwords that have another meaning in a URL, or none, if they are not encoded. */
const passwords = ['@', ':', '/', '#', '%', '?', ' ', '@:/#%?&', '%zz', 'ä@日本'].map(
  (sign) => `canary${sign}word`,
);

it.each(passwords)('S01 the password %s, percent-encoded: it is decoded correctly', (password) => {
  const DATABASE_URL = `postgres://etl:${encodeURIComponent(password)}@db:5432/warehouse`;
  const settings = loadSettings({ DATABASE_URL });
  const { password: inUrl, hostname, pathname } = new URL(settings.databaseUrl);
  expect(decodeURIComponent(inUrl)).toBe(password);
  expect([hostname, pathname]).toEqual(['db', '/warehouse']);
  expect(secretValues(settings)).toContain(password);
  expect(JSON.stringify(redactedSettings(settings))).not.toContain('canary');
});

it.each(passwords)(
  'S01 the password %s, written raw: it is refused without the URL',
  (password) => {
    const error = refusalOf({ DATABASE_URL: `postgres://etl:${password}@db:5432/warehouse` });
    expect(error?.problems).toMatchObject([{ key: 'DATABASE_URL' }]);
    expect(error?.message).toContain('Percent-encode');
    expect(printed(error)).not.toMatch(/canary|etl|5432\/warehouse/);
  },
);

it.each(['&', '=', '+', '$', '!', 'é', '日本'])(
  'S01 the password canary%sword, which is unambiguous: it is decoded correctly',
  (sign) => {
    const DATABASE_URL = `postgres://etl:canary${sign}word@db:5432/warehouse`;
    const settings = loadSettings({ DATABASE_URL });
    expect(decodeURIComponent(new URL(settings.databaseUrl).password)).toBe(`canary${sign}word`);
    expect(secretValues(settings)).toContain(`canary${sign}word`);
    expect(JSON.stringify(redactedSettings(settings))).not.toContain('canary');
  },
);

it('S04 a refused configuration, inspected or sent as JSON: it contains no value', () => {
  const error = refusalOf({ DATABASE_URL: 'postgres://etl:canary@x@db/w', LOG_LEVEL: 'canary' });
  expect(error).toBeInstanceOf(Error);
  expect(printed(error)).not.toContain('canary');
  expect(JSON.stringify(error?.problems)).not.toContain('canary');
});
