import {
  blackHole,
  fromTime,
  NetworkProxy,
  onClientMessage,
  onConnectionOf,
  onReply,
} from '@wdh/fault-injection';
import { beforeEach, expect, it } from 'vitest';
import { expectAccounted, expectNothingLoaded, statuses } from '../../support/expect-accounted.js';
import { JobTrial } from '../../support/job-trial.js';
import { startAndAct } from '../../support/start-and-act.js';
import { strikeFile, strikes } from '../../support/strike-file.js';

const trial = JobTrial.inThisFile();
const records = strikes(3000);
const file = strikeFile(records);
const args = ['--input', 'in.csv'];

beforeEach(() => trial.write('in.csv', file));

it.each([
  ['at its first rows', onClientMessage('d')],
  ['in the midst of its rows', fromTime(3, onClientMessage('d'))],
  ['after its last row', onReply('COPY')],
] as const)(
  'P01 the job killed %s: no row stays, the next start reports the abandoned run, and the rerun loads once',
  async (_fault, when) => {
    await using proxy = await NetworkProxy.start(trial.databaseUrl);
    await using job = await startAndAct(trial, proxy, when, (one) => {
      one.signal('SIGKILL');
    });
    expect(await job.end(60_000)).toMatchObject({ code: null, signal: 'SIGKILL' });
    const count = async () => (await trial.sql`select from public.wildlife_strikes`).length;
    await expect.poll(count).toBe(0);
    expect(await statuses(trial)).toEqual(['running']);

    await expectAccounted(trial, await trial.run({ args }), { loaded: records });
    expect(await statuses(trial)).toEqual(['abandoned', 'success']);
  },
);

it('P03 the job killed after its COMMIT, before the reply: the rerun is skipped, each row exists once', async () => {
  await using proxy = await NetworkProxy.start(trial.databaseUrl);
  const committed = onConnectionOf(onClientMessage('d'), onReply('COMMIT'));
  await using job = await startAndAct(trial, proxy, committed, (one) => {
    one.signal('SIGKILL');
  });
  expect(await job.end(60_000)).toMatchObject({ signal: 'SIGKILL' });

  const again = await trial.run({ args });
  expect(again).toMatchObject({ code: 0, summary: { status: 'skipped' } });
  const [row] = await trial.sql`select count(*)::int as count from public.wildlife_strikes`;
  expect(row).toEqual({ count: records.length });
  expect(await statuses(trial)).toEqual(['success', 'skipped']);
});

it.each([
  ['SIGTERM', 143, 'at its first rows', onClientMessage('d')],
  ['SIGINT', 130, 'at its first rows', onClientMessage('d')],
  ['SIGTERM', 143, 'after its last row', onReply('COPY')],
] as const)(
  'P02 %s with exit code %i, %s: rolled back and recorded',
  async (signal, exitCode, _when, when) => {
    await using proxy = await NetworkProxy.start(trial.databaseUrl);
    await using job = await startAndAct(trial, proxy, when, (one) => {
      one.signal(signal);
    });
    const run = await trial.endOf(job);
    await expectNothingLoaded(trial, run, { exitCode, code: 'INTERRUPTED' });
    expect(await statuses(trial)).toEqual(['failed']);
  },
);

it('P02 a second signal while the first waits for a lost network: the job ends immediately', async () => {
  await using proxy = await NetworkProxy.start(trial.databaseUrl);
  await using job = await startAndAct(trial, proxy, onClientMessage('d'), (one) => {
    proxy.inject(blackHole(() => 0));
    one.signal('SIGTERM');
  });
  await expect(job.end(700), 'fault not injected: it ended at the first').rejects.toThrow(
    'took longer',
  );
  job.signal('SIGTERM');
  // Without the second signal, it would wait for the network until its deadline of a minute.
  expect(await job.end(30_000)).toMatchObject({ code: 143 });
});
