import { readFile } from 'node:fs/promises';
import { NetworkProxy } from '@wdh/fault-injection';
import { expect, it } from 'vitest';
import { JobTrial } from '../../support/job-trial.js';
import { strike, strikeFile } from '../../support/strike-file.js';

const trial = JobTrial.inThisFile();

it('G01 every setting wrong, unknown, missing or absurd: one message lists all, exit code 2 without a connection', async () => {
  await using proxy = await NetworkProxy.start(trial.databaseUrl);
  const wrong = {
    ENVIRONMENT: 'canary',
    LOG_LEVEL: 'NaN',
    LOG_FORMAT: '0',
    LOG_TO_FILE: '1e9',
    MAX_WORKERS: '-1',
    DB_POOL_SIZE: '0',
    DB_BATCH_SIZE: '1e9',
    WDH_HOMES: 'unknown',
  };
  const run = await trial.run({ env: { DATABASE_URL: proxy.url, ...wrong } });
  expect(run.code).toBe(2);
  expect(run.summary?.error?.code).toBe('CONFIGURATION_INVALID');
  for (const key of Object.keys(wrong)) expect(run.stderr).toContain(`- ${key}: expected`);
  expect(run.stderr).toContain('8 problems');
  expect(run.stdout + run.stderr).not.toContain('canary');
  expect(proxy.connectionCount).toBe(0);
});

it.each([
  ['DB_POOL_SIZE', '0'],
  ['DB_POOL_SIZE', 'NaN'],
  ['DB_BATCH_SIZE', '-5'],
])('G01 %s=%j: it is refused with 2 before any connection', async (key, value) => {
  await using proxy = await NetworkProxy.start(trial.databaseUrl);
  const run = await trial.run({ env: { DATABASE_URL: proxy.url, [key]: value } });
  expect(run.code).toBe(2);
  expect(run.stderr).toContain(`- ${key}: expected`);
  expect(proxy.connectionCount).toBe(0);
});

async function expectUsageRefused(args: readonly string[]): Promise<void> {
  await using proxy = await NetworkProxy.start(trial.databaseUrl);
  const run = await trial.run({ args, env: { DATABASE_URL: proxy.url } });
  expect(run.code).toBe(2);
  expect(run.stderr).toContain('[USAGE]');
  expect(run.stderr).toContain('--help');
  expect(proxy.connectionCount).toBe(0);
}

it.each([
  ['an unknown option', ['--imput', 'x.csv']],
  ['an invalid share of bad rows', ['--error-threshold', 'NaN']],
  ['an argument too many', ['x.csv']],
])('G01 %s: exit code 2 and advice before any connection', (_fault, args) =>
  expectUsageRefused(args),
);

it.each([
  ['an unknown mode', ['--mode', 'merge']],
  ['a share of bad rows that is a percentage', ['--error-threshold', '10']],
  ['a negative share of bad rows', ['--error-threshold', '-0.1']],
  ['an unknown encoding', ['--encoding', 'ebcdic']],
  ['an option without its value', ['--input']],
])('G01 %s: exit code 2 and advice before any connection', { tags: ['full'] }, (_fault, args) =>
  expectUsageRefused(args),
);

it.each(['--rejects-file', '--summary-file'])(
  'G02 %s that is the input: exit code 2, and the input is unchanged',
  async (option) => {
    const text = strikeFile([strike(1), 'bad']);
    await trial.write('in.csv', text);
    const args = [
      '--input',
      'in.csv',
      ...(option === '--rejects-file' ? [option, './in.csv'] : []),
    ];
    const summaryFile = option === '--summary-file' ? 'in.csv' : 'summary.json';
    const run = await trial.run({ args, summaryFile });
    expect(run.code).toBe(2);
    expect(run.stderr).toContain('must be different files');
    expect(await readFile(trial.path('in.csv'), 'utf8')).toBe(text);
  },
);
