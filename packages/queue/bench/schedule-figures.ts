import { untilTrue } from '@wdh/fault-injection';
import { defineSchedule } from '@wdh/job';
import { Scheduler, Worker } from '../src/index.js';
import { effects } from '../test/support/effects-job.js';
import type { BenchPlace } from './bench-place.js';
import { type Figure, figure, medianOf } from './figure.js';

const rounds = 12;
const minuteMs = 60_000;

/** How long after its time a schedule submits a run, and a worker has done it. */
export async function scheduleFigures(place: BenchPlace): Promise<readonly Figure[]> {
  const fired: number[] = [];
  const done: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const { firedMs, doneMs } = await fireOnce(place, round);
    fired.push(firedMs);
    done.push(doneMs);
  }
  console.log(
    `a schedule: submits ${medianOf(fired).toFixed(0)} ms after its time (at most ` +
      `${Math.max(...fired).toFixed(0)}), done after ${medianOf(done).toFixed(0)} ms`,
  );
  return [figure('a schedule fires, at most', Math.max(...fired), 'ms', { atMost: 2_000 })];
}

/** Follows a schedule on a clock whose next minute is near, at another distance in each round. */
async function fireOnce(
  { queue, sql }: BenchPlace,
  round: number,
): Promise<{ readonly firedMs: number; readonly doneMs: number }> {
  const [now] = await sql<{ ms: number }[]>`
    select (extract(epoch from clock_timestamp()) * 1000)::float8 as ms`;
  const aheadMs = 4_000 + 137 * round;
  const shiftMs = Math.round(minuteMs - ((now?.ms ?? 0) % minuteMs) - aheadMs);
  const schedule = defineSchedule({
    ...{ name: `round_${round}`, job: effects, cron: '* * * * *', timezone: 'UTC' },
    request: { params: { run: round } },
  });
  const schedules = new Map([[schedule.name, schedule]]);
  const clock = `(clock_timestamp() + interval '${shiftMs} milliseconds')`;
  const worker = new Worker({
    ...{ queue, jobs: [effects], migrate: false },
    services: [new Scheduler({ queue, schedules, clock })],
  });
  const drain = new AbortController();
  const running = worker.run({ drain: drain.signal });
  const timesOf = () => sql<{ firedMs: number; doneMs: number }[]>`
    select (extract(epoch from handled_at - tick_at) * 1000)::float8 as "firedMs",
      (extract(epoch from completed_at - tick_at) * 1000)::float8 + ${shiftMs} as "doneMs"
    from wdh_schedule_ticks tick join pipeline_executions using (execution_id)
    where tick.schedule_name = ${schedule.name} and status = 'success'`;
  await untilTrue(async () => (await timesOf()).length > 0, 3 * minuteMs, 'the run of a schedule');
  const [times] = await timesOf();
  drain.abort();
  await running;
  return times ?? { firedMs: Number.NaN, doneMs: Number.NaN };
}
