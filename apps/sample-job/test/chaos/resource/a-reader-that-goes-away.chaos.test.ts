import { NetworkProxy, onClientMessage, type RunningProcess } from '@wdh/fault-injection';
import { expect, it } from 'vitest';
import { expectAccounted } from '../../support/expect-accounted.js';
import { JobTrial } from '../../support/job-trial.js';
import { startAndAct } from '../../support/start-and-act.js';
import { strikeFile, strikes } from '../../support/strike-file.js';

const trial = JobTrial.inThisFile();
const records = strikes(500);

it('R08 stdout closed while the job loads: the outcome is the same and is in the summary', async () => {
  await trial.write('in.csv', strikeFile(records));
  await using proxy = await NetworkProxy.start(trial.databaseUrl);
  const close = (one: RunningProcess): void => {
    one.closeStdout();
  };
  await using job = await startAndAct(trial, proxy, onClientMessage('d'), close);
  const run = await trial.endOf(job);
  expect(run.stdout, 'fault not injected').not.toContain('execution id');
  expect(run.stderr).toBe('');
  await expectAccounted(trial, run, { loaded: records });
});

it('R08 stdout closed before the first output: the outcome is the same', async () => {
  await trial.write('in.csv', strikeFile(records));
  await using job = trial.start({ args: ['--input', 'in.csv'] });
  job.closeStdout();
  const run = await trial.endOf(job);
  expect(run.stdout, 'fault not injected').toBe('');
  await expectAccounted(trial, run, { loaded: records });
});

it(
  'R08 no space for stdout: the outcome is the same',
  { skip: process.platform !== 'linux' },
  async () => {
    const run = await trial.load(strikeFile(records), { stdoutFile: '/dev/full' });
    await expectAccounted(trial, run, { loaded: records });
  },
);
