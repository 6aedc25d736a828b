import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readEnvFile } from '../../../src/index.js';
import { badKeys, printed, refusalOf } from '../../support/refusal-of.js';

const DATABASE_URL = 'postgres://etl:pw@db:5432/warehouse';

const numbers = ['MAX_WORKERS', 'DB_POOL_SIZE', 'DB_BATCH_SIZE'] as const;
const noNumbers = ['-1', '0', '1e9', '1000000000', 'NaN', 'Infinity', '1.5', '1_000', '0x10', '１'];

it.each(noNumbers)(
  'G01 %s as a whole number: every setting with this value is refused',
  (value) => {
    const variables = Object.fromEntries(numbers.map((key) => [key, value]));
    const error = refusalOf({ DATABASE_URL, ...variables });
    expect(error?.problems.map(({ key }) => key)).toEqual(numbers);
    for (const { expected } of error?.problems ?? []) {
      expect(expected).toMatch(/^a whole number from 1 to \d+$/);
    }
  },
);

it.each([
  ['ENVIRONMENT', 'production'],
  ['LOG_LEVEL', 'verbose'],
  ['LOG_FORMAT', 'xml'],
  ['LOG_TO_FILE', 'maybe'],
])('G01 %s=%s: it is refused with the allowed values', (key, value) => {
  const [problem, ...others] = refusalOf({ DATABASE_URL, [key]: value })?.problems ?? [];
  expect(others).toEqual([]);
  expect(problem?.key).toBe(key);
  expect(problem?.expected).toMatch(/^(one of|true or false)/);
});

it.each([
  ['missing', {}],
  ['empty', { DATABASE_URL: '' }],
  ['of blanks', { DATABASE_URL: '  ' }],
])('G01 a database URL that is %s: the message names the expected form', (_fault, variables) => {
  expect(badKeys(variables)).toEqual(['DATABASE_URL']);
  expect(refusalOf(variables)?.message).toContain('postgres://user:password@host:5432/database');
});

it.each([
  ['MAX_WORKER', 'MAX_WORKERS'],
  ['DB_POOLSIZE', 'DB_POOL_SIZE'],
  ['db_batch_size', 'DB_BATCH_SIZE'],
  ['LOG_LEVLE', 'LOG_LEVEL'],
])('G01 the unknown key %s: it is refused with the probable name', (name, meant) => {
  const error = refusalOf({ DATABASE_URL, [name]: '5' });
  expect(error?.problems).toMatchObject([{ key: name }]);
  expect(error?.message).toContain(`Did you mean ${meant}?`);
});

it('G01 every setting invalid at once: one message names them all', () => {
  const variables = {
    ...{ DATABASE_URL: 'canary', ENVIRONMENT: 'x', LOG_LEVEL: 'x', LOG_FORMAT: 'x' },
    ...{ LOG_TO_FILE: 'x', MAX_WORKERS: '0', DB_POOL_SIZE: '-1', DB_BATCH_SIZE: 'NaN' },
    WDH_HOMES: 'x',
  };
  const error = refusalOf(variables);
  expect(error?.problems.map(({ key }) => key)).toEqual(Object.keys(variables));
  expect(error?.message).toMatch(/^\[CONFIGURATION_INVALID\] 9 problems in the settings:\n/);
  expect(printed(error)).not.toContain('canary');
});

it.each([
  ['a line that is not an assignment', 'LOG_LEVEL=info\ncanary without sign\n', /line 2/],
  ['bytes that are not UTF-8', Buffer.from('LOG_LEVEL=canary\xff\n', 'latin1'), /UTF-8/],
])('G01 a .env file with %s: it is refused and not quoted', (_fault, content, advice) => {
  const folder = mkdtempSync(join(tmpdir(), 'wdh-config-'));
  try {
    writeFileSync(join(folder, '.env'), content);
    const read = () => readEnvFile(join(folder, '.env'));
    expect(read).toThrow(advice);
    expect(read).not.toThrow('canary');
  } finally {
    rmSync(folder, { recursive: true });
  }
});
