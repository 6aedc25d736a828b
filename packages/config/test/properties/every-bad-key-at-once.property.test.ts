import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ConfigurationError, loadSettings, redactedSettings } from '../../src/index.js';

const wholeNumber = (max: number) => fc.integer({ min: 1, max }).map(String);
const badNumber = fc.constantFrom('0', '-1', '1.5', '1e9', 'NaN', 'x', '999999999999');
const badWord = fc.constantFrom('canary-word', 'prodd', 'yess', '1.0', 'null');

/** For each variable: valid values, and values that must be refused. */
const variables = {
  DATABASE_URL: [
    fc.string({ minLength: 1 }).map((password) => {
      const encoded = encodeURIComponent(password);
      return `postgres://etl:${encoded}@db:5432/warehouse`;
    }),
    fc.constantFrom(
      'canary',
      'postgres://etl:canary@x@db/warehouse',
      'postgres://etl:canary#@db/warehouse',
      'postgres://etl:canary/@db/warehouse',
      'postgres://etl:canary%@db/warehouse',
      'postgres://etl:canary@db',
    ),
  ],
  ENVIRONMENT: [fc.constantFrom('dev', 'staging', 'prod'), badWord],
  LOG_LEVEL: [fc.constantFrom('debug', 'INFO', 'warn', 'error'), badWord],
  LOG_FORMAT: [fc.constantFrom('json', 'pretty'), badWord],
  LOG_TO_FILE: [fc.constantFrom('true', 'false', '1', '0'), badWord],
  MAX_WORKERS: [wholeNumber(256), badNumber],
  DB_POOL_SIZE: [wholeNumber(1000), badNumber],
  DB_BATCH_SIZE: [wholeNumber(100_000), badNumber],
} as const;

const environment = fc
  .tuple(
    ...Object.entries(variables).map(([key, [good, bad]]) =>
      fc.oneof(
        good.map((value) => ({ key, value, isGood: true })),
        bad.map((value) => ({ key, value, isGood: false })),
      ),
    ),
  )
  .map((entries) => ({
    values: Object.fromEntries(entries.map(({ key, value }) => [key, value])),
    badKeys: entries.filter(({ isGood }) => !isGood).map(({ key }) => key),
  }));

describe('loadSettings', () => {
  it('accepts valid variables or lists every invalid key at once, and quotes no value', () => {
    fc.assert(
      fc.property(environment, ({ values, badKeys }) => {
        let refused: readonly string[] = [];
        try {
          loadSettings(values);
        } catch (error) {
          if (!(error instanceof ConfigurationError)) throw error;
          refused = error.problems.map(({ key }) => key);
          expect(`${error.stack ?? ''}${JSON.stringify(error)}`).not.toContain('canary');
        }
        expect(refused).toEqual(badKeys);
      }),
    );
  });

  it('never throws an error other than a list of problems', () => {
    const anyValue = fc.option(fc.string({ unit: 'binary' }), { nil: undefined });
    const key = fc.oneof(fc.constantFrom(...Object.keys(variables)), fc.string());
    fc.assert(
      fc.property(fc.dictionary(key, anyValue), (values) => {
        try {
          loadSettings(values);
        } catch (error) {
          expect(error).toBeInstanceOf(ConfigurationError);
        }
      }),
    );
  });
});

describe('redactedSettings', () => {
  it('never shows a password that the settings accepted', () => {
    // No server takes a password that holds NUL.
    const password = fc
      .string({ minLength: 8, unit: 'binary' })
      .filter((text) => !text.includes('\0'));
    fc.assert(
      fc.property(password, fc.boolean(), (secret, asParameter) => {
        const encoded = encodeURIComponent(secret);
        const DATABASE_URL = asParameter
          ? `mysql://db/warehouse?password=${encoded}`
          : `postgres://etl:${encoded}@db/warehouse`;
        const shown = JSON.stringify(redactedSettings(loadSettings({ DATABASE_URL })));
        expect(shown).not.toContain(encoded);
      }),
    );
  });
});
