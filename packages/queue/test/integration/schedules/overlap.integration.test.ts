import { beforeEach, describe, expect, it } from 'vitest';
import { runQueue } from '../../../src/index.js';
import { useQueue } from '../../support/use-queue.js';
import { nightly, useSchedules } from '../../support/use-schedules.js';

const used = useQueue();
const schedules = useSchedules(used);
beforeEach(() => schedules.reset());

const queueOfPeople = runQueue('people');

/** Takes the jobs that a worker may take now, and completes them. */
async function takeJobs(): Promise<readonly string[]> {
  const { boss } = used.queue;
  const jobs = await boss.fetch(queueOfPeople, { batchSize: 10 });
  return jobs.map(({ id }) => id);
}

describe('while an earlier run of the schedule is not at its end', () => {
  it.each(['queued', 'running'])('skip starts none: that one is %s', async (status) => {
    const { at } = await schedules.start('2026-01-31T17:00:00Z', nightly());
    await at('2026-01-31T18:00:00Z');
    await used.sql`update pipeline_executions set status = ${status}`;
    await at('2026-02-01T18:00:00Z');
    expect(await schedules.ticks()).toEqual([
      ...['2026-01-31T18:00Z submitted', '2026-02-01T18:00Z skipped'],
    ]);
    const [{ reason } = {}] = await used.sql`
      select reason from wdh_schedule_ticks where outcome = 'skipped'`;
    const [first] = await schedules.runs();
    expect(reason).toContain(first?.id);
    await used.sql`update pipeline_executions set status = 'failed', completed_at = now()`;
    await at('2026-02-02T18:00:00Z');
    expect((await schedules.ticks()).at(-1)).toBe('2026-02-02T18:00Z submitted');
  });

  it('skip is not decided by counting: a key refuses a second run', async () => {
    const { at } = await schedules.start('2026-01-31T17:00:00Z', nightly());
    await at('2026-01-31T18:00:00Z');
    const second = used.sql`
      insert into pipeline_executions
      select (jsonb_populate_record(run, '{"execution_id": "second"}')).* from pipeline_executions run`;
    await expect(second).rejects.toThrow(/overlap/);
  });

  it('queue starts one that waits for its end', async () => {
    const { at } = await schedules.start('2026-01-31T17:00:00Z', nightly({ overlap: 'queue' }));
    await at('2026-01-31T18:00:00Z');
    await at('2026-02-01T18:00:00Z');
    const [first, second] = (await schedules.runs()).map(({ id }) => id);
    expect(await takeJobs()).toEqual([first]);
    expect(await takeJobs()).toEqual([]);
    await used.queue.boss.complete(queueOfPeople, first ?? '');
    expect(await takeJobs()).toEqual([second]);
  });

  it('allow starts one beside it', async () => {
    const { at } = await schedules.start('2026-01-31T17:00:00Z', nightly({ overlap: 'allow' }));
    await at('2026-01-31T18:00:00Z');
    await at('2026-02-01T18:00:00Z');
    const runs = (await schedules.runs()).map(({ id }) => id);
    expect(runs).toHaveLength(2);
    expect(new Set(await takeJobs())).toEqual(new Set(runs));
  });

  it('another schedule of the job is not concerned', async () => {
    const other = nightly({ name: 'other' });
    const { at } = await schedules.start('2026-01-31T17:00:00Z', nightly(), other);
    await at('2026-01-31T18:00:00Z');
    expect([await schedules.ticks(), await schedules.ticks('other')]).toEqual([
      ['2026-01-31T18:00Z submitted'],
      ['2026-01-31T18:00Z submitted'],
    ]);
  });
});
