import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { Scheduler, Worker } from '../../../src/index.js';
import { people } from '../../support/people-job.js';
import { useQueue } from '../../support/use-queue.js';
import { nightly } from '../../support/use-schedules.js';

const used = useQueue();

/** Returns SQL for a clock that runs as that of the server, and reaches the next hour in 15 seconds. */
async function clockBeforeHour(): Promise<string> {
  const [row] = await used.sql<{ ms: number }[]>`
    select (extract(epoch from clock_timestamp()) * 1000)::float8 as ms`;
  const toHourMs = 3_600_000 - ((row?.ms ?? 0) % 3_600_000);
  return `(clock_timestamp() + interval '${Math.round(toHourMs - 15_000)} milliseconds')`;
}

test('a worker runs the job of a schedule at its time', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'wdh-schedule-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const input = join(folder, 'people.csv');
  await writeFile(input, 'id,name\n1,Ada\n');
  await used.sql`create table people (id text, name text)`;
  const schedule = nightly({ cron: '0 * * * *', timezone: 'UTC', request: { input } });
  const schedules = new Map([[schedule.name, schedule]]);
  const scheduler = new Scheduler({
    queue: used.queue,
    schedules,
    clock: await clockBeforeHour(),
  });
  const worker = new Worker({ queue: used.queue, jobs: [people], services: [scheduler] });
  const drain = new AbortController();
  const running = worker.run({ drain: drain.signal });
  const runs = () => used.sql`select trigger, status from pipeline_executions`;
  await expect
    .poll(runs, { timeout: 60_000 })
    .toEqual([{ trigger: 'schedule', status: 'success' }]);
  drain.abort();
  await running;
  expect(await used.sql`select * from people`).toEqual([{ id: '1', name: 'Ada' }]);
  expect(await used.sql`select outcome from wdh_schedule_ticks`).toEqual([
    { outcome: 'submitted' },
  ]);
});
