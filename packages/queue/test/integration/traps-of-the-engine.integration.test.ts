import { BackendControl, untilTrue } from '@wdh/fault-injection';
import { expect, inject, test } from 'vitest';
import { deadQueue, heartbeatSeconds, runQueue } from '../../src/index.js';
import { aftermathOf, eachOnce } from '../support/aftermath.js';
import { effects } from '../support/effects-job.js';
import { QueuePlace } from '../support/queue-place.js';
import { startWorker } from '../support/running-worker.js';

/** The most runs that were running at once. */
async function mostAtOnce({ sql }: QueuePlace): Promise<number> {
  const [found] = await sql<{ most: number }[]>`
    select max(open)::int as most from (
      select sum(step) over (order by at, step) as open from (
        select started_at as at, 1 as step from pipeline_executions
        union all select completed_at, -1 from pipeline_executions) as steps) as counts`;
  return found?.most ?? 0;
}

test('never runs more at once than it may, with any number of runs waiting', async () => {
  await using place = await QueuePlace.open(inject('serverUrl'));
  await using _worker = await startWorker(place.url, [effects], { concurrency: 3 });
  await place.submit(20);
  await place.untilIdle();
  expect(await mostAtOnce(place)).toBeLessThanOrEqual(3);
  expect(await aftermathOf(place.sql)).toEqual(eachOnce(20));
});

test('never runs two of one overlap rule at once, over several workers', async () => {
  await using place = await QueuePlace.open(inject('serverUrl'));
  await using _one = await startWorker(place.url, [effects]);
  await using _other = await startWorker(place.url, [effects]);
  await place.submit(12, {}, { overlap: 'queue' });
  await place.untilIdle();
  expect(await mostAtOnce(place)).toBe(1);
  expect(await aftermathOf(place.sql)).toEqual(eachOnce(12));
});

test('takes runs that no notification announces', async () => {
  await using place = await QueuePlace.open(inject('serverUrl'));
  await using _worker = await startWorker(place.url, [effects]);
  await place.submit(1);
  await place.untilIdle();
  await using backends = await BackendControl.connect(place.url);
  await place.submit(1, {}, { startAfter: new Date(Date.now() + 60_000) });
  await backends.terminate({ where: ({ query }) => /^listen/i.test(query) });
  await place.sql`update wdh_queue.job set start_after = now() where state = 'created'`;
  await place.untilIdle();
  expect(await aftermathOf(place.sql)).toEqual(eachOnce(2));
});

test('gives each queue a heartbeat, and never deletes a run that waits', async () => {
  await using place = await QueuePlace.open(inject('serverUrl'));
  const [id = ''] = await place.submit(1);
  const queues = await place.sql`
    select name, heartbeat_seconds as heartbeat, retention_seconds > 10 * 365 * 86400 as lasts
    from wdh_queue.queue where name in (${runQueue('effects')}, ${deadQueue}) order by name`;
  expect(queues).toMatchObject([
    { name: 'dead', lasts: true },
    { name: 'run/effects', heartbeat: heartbeatSeconds, lasts: true },
  ]);
  // A year later, as pg-boss computes it.
  await place.sql`
    update wdh_queue.job set created_on = created_on - interval '1 year',
      start_after = start_after - interval '1 year', keep_until = keep_until - interval '1 year'`;
  await place.queue.boss.supervise();
  await using _worker = await startWorker(place.url, [effects]);
  await place.untilIdle();
  expect(await place.deliveriesOf(id)).toBe(1);
  expect(await aftermathOf(place.sql)).toEqual(eachOnce(1));
});

test('holds no transaction open for a run but that of its load', async () => {
  await using place = await QueuePlace.open(inject('serverUrl'));
  await using _worker = await startWorker(place.url, [effects]);
  await using backends = await BackendControl.connect(place.url);
  await place.submit(2, { gate: place.gate() });
  await place.untilRunning(2);
  const isIdle = async (): Promise<boolean> => {
    const open = await backends.list({
      where: ({ state }) => state?.startsWith('idle in') === true,
    });
    return open.every(({ applicationName }) => applicationName.startsWith('wdh load '));
  };
  await untilTrue(isIdle, 30_000, 'sessions of the queue without a transaction');
  await place.openGate();
  await place.untilIdle();
  expect(await aftermathOf(place.sql)).toEqual(eachOnce(2));
});

test('keeps nested parameters of a request as they are', async () => {
  await using place = await QueuePlace.open(inject('serverUrl'));
  const gate = `it's "quoted", {nested: [1]} \\ ü`;
  const [id = ''] = await place.submit(1, { gate });
  const [stored] = await place.sql`
    select data->'request'->'params'->>'gate' as gate from wdh_queue.job where id = ${id}`;
  expect(stored).toEqual({ gate });
});

test('keeps the error of a run that fails, beside its record also at its job', async () => {
  await using place = await QueuePlace.open(inject('serverUrl'));
  await place.sql`alter table effects add constraint none_fits check (run < 0)`;
  const [id = ''] = await place.submit(1);
  await using _worker = await startWorker(place.url, [effects]);
  await place.untilEnded(id);
  const [run] = await place.sql<{ status: string; code: string }[]>`
    select status, error_code as code from pipeline_executions where execution_id = ${id}`;
  const [job] = await place.sql`
    select state, output->>'code' as code from wdh_queue.job where id = ${id}`;
  expect(run?.status).toBe('failed');
  expect(job).toEqual({ state: 'failed', code: run?.code });
});
