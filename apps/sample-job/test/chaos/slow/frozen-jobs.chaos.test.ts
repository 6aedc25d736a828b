import {
  BackendControl,
  isCopying,
  NetworkProxy,
  onClientMessage,
  onReply,
  type RunningProcess,
  setForDatabase,
} from '@wdh/fault-injection';
import { beforeEach, expect, it } from 'vitest';
import { expectAccounted, statuses } from '../../support/expect-accounted.js';
import { JobTrial } from '../../support/job-trial.js';
import { startAndAct } from '../../support/start-and-act.js';
import { strikeFile, strikes } from '../../support/strike-file.js';

const trial = JobTrial.inThisFile();
const records = strikes(3000);

beforeEach(() => trial.write('in.csv', strikeFile(records)));

const freeze = (job: RunningProcess): void => {
  job.signal('SIGSTOP');
};

it('N09 the job frozen in its COPY while its session is terminated: it retries when continued, each row exists once', async () => {
  await using control = await BackendControl.connect(trial.databaseUrl);
  await using proxy = await NetworkProxy.start(trial.databaseUrl);
  await using job = await startAndAct(trial, proxy, onClientMessage('d'), freeze);
  const { pid } = await control.until({ where: isCopying() });
  await control.terminate({ pid });
  await control.untilNone({ pid });
  job.signal('SIGCONT');
  const run = await trial.endOf(job);
  control.firing.expectFired();
  expect(run.summary?.attempts).toBe(2);
  await expectAccounted(trial, run, { loaded: records });
  expect(await statuses(trial)).toEqual(['success']);
});

it('N09 the job frozen between statements, longer than the server allows an idle transaction: it retries, each row exists once', async () => {
  await using _timeout = await setForDatabase(
    trial.databaseUrl,
    'idle_in_transaction_session_timeout',
    '2s',
  );
  await using control = await BackendControl.connect(trial.databaseUrl);
  await using proxy = await NetworkProxy.start(trial.databaseUrl);
  await using job = await startAndAct(trial, proxy, onReply('COPY'), freeze);
  await control.until({ where: ({ state }) => state === 'idle in transaction' });
  await control.untilNone({ where: ({ state }) => state === 'idle in transaction' });
  job.signal('SIGCONT');
  const run = await trial.endOf(job);
  expect(run.summary?.attempts).toBe(2);
  await expectAccounted(trial, run, { loaded: records });
  expect(await statuses(trial)).toEqual(['success']);
});

it('N09 the job frozen and continued without an effect on others: it finishes normally', async () => {
  await using control = await BackendControl.connect(trial.databaseUrl);
  await using proxy = await NetworkProxy.start(trial.databaseUrl);
  await using job = await startAndAct(trial, proxy, onClientMessage('d'), freeze);
  await control.until({ where: isCopying() });
  job.signal('SIGCONT');
  await expectAccounted(trial, await trial.endOf(job), { loaded: records });
});
