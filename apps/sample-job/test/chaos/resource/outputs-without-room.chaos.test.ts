import { statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fullDevice } from '@wdh/fault-injection';
import { expect, it } from 'vitest';
import { expectNothingLoaded } from '../../support/expect-accounted.js';
import { JobTrial } from '../../support/job-trial.js';
import { strikeFile, strikes } from '../../support/strike-file.js';

const trial = JobTrial.inThisFile();
const records = strikes(50);
const onLinux = { skip: process.platform !== 'linux' };

const takeDescriptors = new URL('../../support/take-descriptors.mjs', import.meta.url).href;

/** Rejects with about 60 kB in a file. */
const withRejects = strikeFile([
  ...records,
  ...Array.from({ length: 300 }, (_, at) => `canary ${at},${'x'.repeat(100)}`),
]);
const rejects = ['--rejects-file', 'rejects.csv'];

async function expectLoaded(): Promise<void> {
  expect(await trial.sql`select from public.wildlife_strikes`).toHaveLength(records.length);
}

it('R03 no space for the rejects file: the run fails with 7, nothing is loaded', async () => {
  const run = await trial.load(withRejects, { args: rejects, limits: { fileBlocks: 20 } });
  await expectNothingLoaded(trial, run, { exitCode: 7, code: 'FILE_NOT_WRITABLE' });
  expect(run.summary?.error?.message).toContain('EFBIG');
});

it('R03 a device as the rejects file: exit code 7, nothing is loaded', onLinux, async () => {
  const args = ['--rejects-file', fullDevice];
  const run = await trial.load(withRejects, { args });
  await expectNothingLoaded(trial, run, { exitCode: 7, code: 'NOT_A_FILE' });
});

it('R03 no space for the log file: the run succeeds, and reports once that the log is incomplete', async () => {
  const env = { LOG_TO_FILE: 'true', LOG_LEVEL: 'debug', LOG_FILE_DIR: 'logs' };
  const run = await trial.load(withRejects, { env, limits: { fileBlocks: 2 } });
  expect(run.code).toBe(0);
  expect(run.stdout.match(/"event":"logging.file_failed"/g)).toHaveLength(1);
  await expectLoaded();
});

it.each([
  ['a disk that is full', fullDevice],
  ['a missing folder', 'nowhere/summary.json'],
  ['a folder', '.'],
])(
  'R03 the summary on %s: the rows are loaded, and the run reports it and exits with 7',
  onLinux,
  async (_fault, summaryFile) => {
    const run = await trial.load(withRejects, { summaryFile });
    expect(run.code).toBe(7);
    expect(run.stderr).toContain('[SUMMARY_NOT_WRITTEN]');
    expect(run.stderr).toContain('The run itself ended as success.');
    await expectLoaded();
    expect(statSync(fullDevice).isCharacterDevice()).toBe(true);
  },
);

it(
  'R03 the summary sent to a device: the device receives it and is not replaced',
  onLinux,
  async () => {
    const run = await trial.load(withRejects, { summaryFile: '/dev/null' });
    expect(run.code).toBe(0);
    expect(statSync('/dev/null').isCharacterDevice()).toBe(true);
  },
);

async function expectAllOrNothing(left: number, word: string): Promise<void> {
  const env = {
    NODE_OPTIONS: `--import=${takeDescriptors}`,
    TAKE_DESCRIPTORS_AT: word,
    DESCRIPTORS_LEFT: String(left),
    LOG_LEVEL: 'debug',
  };
  const run = await trial.load(withRejects, { args: rejects, env, limits: { descriptors: 256 } });
  expect(run.stdout, 'fault not injected').toContain('descriptors.taken');
  if (run.code === 0) {
    await expectLoaded();
    const file = await readFile(trial.path('rejects.csv'), 'utf8');
    expect(file.match(/TOO_FEW_FIELDS/g)).toHaveLength(300);
  } else {
    await expectNothingLoaded(trial, run, {
      exitCode: 7,
      code: expect.stringMatching(/^[A-Z][A-Z_]+$/) as string,
    });
  }
}

it.each(['pipeline.started', 'database.connection.acquired'])(
  'R03 0 descriptors left at %s: the run loads all rows, or fails with its own code and loads nothing',
  (word) => expectAllOrNothing(0, word),
);

it.each(['pipeline.started', 'database.connection.acquired'])(
  'R03 2 descriptors left at %s: the run loads all rows, or fails with its own code and loads nothing',
  { tags: ['full'] },
  (word) => expectAllOrNothing(2, word),
);
