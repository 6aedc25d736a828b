import { link, mkdir, readFile, symlink } from 'node:fs/promises';
import { NetworkProxy } from '@wdh/fault-injection';
import { expect, it } from 'vitest';
import { JobTrial } from '../../support/job-trial.js';
import { strike, strikeFile } from '../../support/strike-file.js';

const trial = JobTrial.inThisFile();
const input = ['--input', 'in.csv'];

/** Expects that two of the three files, under two names for one, are refused. */
async function expectRefused(args: readonly string[], summaryFile: string): Promise<void> {
  const text = strikeFile([strike(1), 'bad']);
  await trial.write('in.csv', text);
  await trial.write('kept', 'as it was');
  await mkdir(trial.path('folder'));
  await symlink('folder', trial.path('linked'));
  await symlink('out', trial.path('to-out'));
  await symlink('in.csv', trial.path('to-in'));
  await link(trial.path('in.csv'), trial.path('hard-in'));
  await link(trial.path('kept'), trial.path('hard'));
  const before = await trial.files();
  await using proxy = await NetworkProxy.start(trial.databaseUrl);
  const env = { DATABASE_URL: proxy.url };
  const run = await trial.run({ args: [...input, ...args], summaryFile, env });
  expect(run.code).toBe(2);
  expect(run.stderr).toContain('[USAGE]');
  expect(run.stderr).toContain('must be different files');
  expect(proxy.connectionCount).toBe(0);
  expect(await trial.files()).toEqual(before);
  expect(await readFile(trial.path('in.csv'), 'utf8')).toBe(text);
  expect(await readFile(trial.path('kept'), 'utf8')).toBe('as it was');
}

it.each([
  ['both outputs under one name', ['--rejects-file', 'out'], 'out'],
  ['both outputs, one by a link to where nothing is yet', ['--rejects-file', 'to-out'], 'out'],
  ['rejects to a hard link to the input', ['--rejects-file', 'hard-in'], 'summary.json'],
  ['the summary to a symbolic link to the input', [], 'to-in'],
])(
  'G02 %s: exit code 2 before any connection, and nothing is written',
  (_fault, args, summaryFile) => expectRefused(args, summaryFile),
);

it.each([
  ['both outputs under two spellings of a name', ['--rejects-file', './folder/../out'], 'out'],
  [
    'both outputs as one file through a linked folder',
    ['--rejects-file', 'linked/out'],
    'folder/out',
  ],
  ['both outputs by hard links to one file', ['--rejects-file', 'hard'], 'kept'],
  ['rejects to a symbolic link to the input', ['--rejects-file', 'to-in'], 'summary.json'],
  ['the summary to a hard link to the input', [], 'hard-in'],
])(
  'G02 %s: exit code 2 before any connection, and nothing is written',
  { tags: ['full'] },
  (_fault, args, summaryFile) => expectRefused(args, summaryFile),
);

it('G02 three files, one of them in a linked folder: all three are written', async () => {
  await trial.write('in.csv', strikeFile([strike(1), 'bad']));
  await mkdir(trial.path('folder'));
  await symlink('folder', trial.path('linked'));
  const args = [...input, '--rejects-file', 'linked/out', '--error-threshold', '1'];
  const run = await trial.run({ args, summaryFile: 'out' });
  expect(run).toMatchObject({ code: 0, summary: { rows: { read: 2, inserted: 1, rejected: 1 } } });
  expect(await readFile(trial.path('folder/out'), 'utf8')).toContain('TOO_FEW_FIELDS');
});
