import { NetworkProxy, onClientMessage, type RunningProcess } from '@wdh/fault-injection';
import { expect, it } from 'vitest';
import { statuses } from '../../support/expect-accounted.js';
import { JobTrial, type Trial } from '../../support/job-trial.js';
import { startAndAct } from '../../support/start-and-act.js';
import { strikeFile, strikes } from '../../support/strike-file.js';

const trial = JobTrial.inThisFile();
const args = ['--input', 'in.csv'];

/**
 * Loads one file by two jobs at the same time; expects that one loads it, and that the other
 * reports why it did not.
 */
async function expectOneOfTwo(round: number): Promise<void> {
  await trial.write('in.csv', strikeFile(strikes(200 + round)));
  const both = ['one.json', 'other.json'].map((summaryFile) => trial.run({ args, summaryFile }));
  const runs = await Promise.all(both);
  const [first, second] = runs.toSorted((a, b) => rank(a) - rank(b));
  expect(first).toMatchObject({ code: 0, summary: { status: 'success' } });
  expect([0, 6]).toContain(second?.code);
  expect(second?.summary).toMatchObject(
    second?.code === 0
      ? { status: 'skipped' }
      : {
          error: { message: expect.stringContaining(first?.summary?.executionId ?? '?') as string },
        },
  );
  expect(await trial.sql`select from public.wildlife_strikes`).toHaveLength(200 + round);
}

const rank = ({ code, summary }: Trial): number =>
  summary?.status === 'success' ? 0 : Number(code) + 1;

it('K01 two runs of the same file at the same time: one loads, the other is skipped or names the holder', () =>
  expectOneOfTwo(0));

it(
  'K01 two runs of the same file at the same time, fifty times: one loads, the other is skipped or names the holder',
  { tags: ['full'], timeout: 600_000 },
  async () => {
    for (let round = 0; round < 50; round += 1) await expectOneOfTwo(round);
    expect((await statuses(trial)).filter((status) => status === 'success')).toHaveLength(50);
  },
);

it('K01 a run while another run of the same file is frozen: exit code 6 naming the holder, which then finishes', async () => {
  await using proxy = await NetworkProxy.start(trial.databaseUrl);
  await trial.write('in.csv', strikeFile(strikes(3000)));
  const options = { summaryFile: 'holder.json' };
  const freeze = (job: RunningProcess): void => {
    job.signal('SIGSTOP');
  };
  await using holder = await startAndAct(trial, proxy, onClientMessage('d'), freeze, options);
  const second = await trial.run({ args });
  expect(second).toMatchObject({ code: 6, summary: { error: { code: 'SOURCE_LOCKED' } } });
  holder.signal('SIGCONT');
  const first = await trial.endOf(holder, options);
  expect(first).toMatchObject({ code: 0, summary: { rows: { inserted: 3000 } } });
  expect(second.summary?.error?.message).toContain(first.summary?.executionId);
  expect(await trial.sql`select from public.wildlife_strikes`).toHaveLength(3000);
});
