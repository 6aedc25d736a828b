import { appendFileSync, renameSync, truncateSync, writeFileSync } from 'node:fs';
import { call, NetworkProxy, onStatement } from '@wdh/fault-injection';
import { expect, it } from 'vitest';
import { expectNothingLoaded, statuses } from '../../support/expect-accounted.js';
import { JobTrial } from '../../support/job-trial.js';
import { line, strike, strikeFile, strikes } from '../../support/strike-file.js';

const trial = JobTrial.inThisFile();
const text = strikeFile(strikes(2000));
const args = ['--input', 'in.csv'];

const changes: readonly (readonly [string, (file: string) => void])[] = [
  ['grows', (file) => appendFileSync(file, `${line(strike(99_999))}\n`)],
  ['is truncated', (file) => truncateSync(file, 100_000)],
  ['is overwritten', (file) => writeFileSync(file, text.replaceAll('AIRPORT', 'airport'))],
  [
    'is replaced by another',
    (file) => {
      writeFileSync(`${file}.new`, text.replaceAll('AIRPORT', 'airport'));
      renameSync(`${file}.new`, file);
    },
  ],
];

it.each(changes)(
  'C21 a file that %s after the run has identified it: the run reports it, loads nothing and exits with 7',
  async (_fault, change) => {
    await using proxy = await NetworkProxy.start(trial.databaseUrl);
    // The run has identified the file when it records the source, and reads it afterwards.
    const fault = proxy.inject(
      call(onStatement('set "input_file_path"'), () => {
        change(trial.path('in.csv'));
      }),
      { times: 1 },
    );
    const run = await trial.load(text, { env: { DATABASE_URL: proxy.url } });
    fault.expectFired();
    await expectNothingLoaded(trial, run, { exitCode: 7, code: 'SOURCE_CHANGED' });
    expect(await statuses(trial)).toEqual(['failed']);
  },
);

it(
  'C21 a file that grows while its rows are read: the run reports it, loads nothing and exits with 7',
  { tags: ['full'] },
  async () => {
    await trial.write('in.csv', strikeFile(strikes(200_000)));
    await using job = trial.start({ args });
    await job.untilPrinted('pipeline.started');
    job.signal('SIGSTOP');
    appendFileSync(trial.path('in.csv'), `${line(strike(999_999))}\n`);
    job.signal('SIGCONT');
    const run = await trial.endOf(job, { deadlineMs: 120_000 });
    await expectNothingLoaded(trial, run, { exitCode: 7, code: 'SOURCE_CHANGED' });
  },
);
