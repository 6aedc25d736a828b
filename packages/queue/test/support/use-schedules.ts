import { defineSchedule, type Schedule, type ScheduleDeclaration } from '@wdh/job';
import { createRecordingLogger, type RecordingLogger } from '@wdh/pipeline-core/testing';
import { Scheduler } from '../../src/schedules/scheduler.js';
import type { TickOutcome } from '../../src/schedules/tick-outcome.js';
import { createFakeClock, type FakeClock } from './fake-clock.js';
import { people } from './people-job.js';
import type { UsedQueue } from './use-queue.js';

/** A scheduler on a clock that a test sets. */
export interface TestScheduler {
  readonly scheduler: Scheduler;
  readonly logger: RecordingLogger;
  /** Sets the clock, and lets the scheduler look at it until nothing is due. */
  readonly at: (time: string | Date) => Promise<void>;
}

/** The run of a tick. */
export interface TickRun {
  readonly id: string;
  readonly at: string;
  readonly status: string;
  readonly request: unknown;
}

/** Declares the schedule of a test: each night at 2 in Shanghai, unless it says otherwise. */
export function nightly(part: Partial<ScheduleDeclaration> = {}): Schedule {
  return defineSchedule({
    ...{ name: 'nightly', job: people, cron: '0 2 * * *', timezone: 'Asia/Shanghai' },
    request: ({ scheduledAt }) => ({
      input: '/data/people.csv',
      params: { day: scheduledAt.day(-1) },
    }),
    ...part,
  });
}

/** Starts schedulers on one clock, and reads what they did. */
export function useSchedules(used: UsedQueue) {
  let fake: FakeClock | undefined;
  const clockOf = async (time: string | Date): Promise<FakeClock> => {
    fake ??= await createFakeClock(used.sql, new Date(time).toISOString());
    await fake.set(time);
    return fake;
  };
  return {
    /** Empties the tables of schedules and runs. */
    async reset(): Promise<void> {
      await used.sql`truncate wdh_schedules, pipeline_executions cascade`;
      await used.sql`delete from wdh_queue.job`;
    },
    /** Starts a scheduler at a time. */
    async start(time: string, ...schedules: readonly Schedule[]): Promise<TestScheduler> {
      const { clock } = await clockOf(time);
      const logger = createRecordingLogger();
      const byName = new Map(schedules.map((schedule) => [schedule.name, schedule]));
      const scheduler = new Scheduler({ queue: used.queue, schedules: byName, logger, clock });
      await scheduler.pass();
      await scheduler.pass();
      return {
        scheduler,
        logger,
        at: async (to) => {
          await clockOf(to);
          await scheduler.pass();
          await scheduler.pass();
        },
      };
    },
    setClock: async (time: string | Date): Promise<void> => {
      await clockOf(time);
    },
    /** Returns the ticks that were handled, as `time outcome`. */
    async ticks(name = 'nightly'): Promise<readonly string[]> {
      const rows = await used.sql<{ at: Date; outcome: TickOutcome }[]>`
        select tick_at as at, outcome from wdh_schedule_ticks tick
        where tick.schedule_name = ${name} order by tick_at`;
      return rows.map(({ at, outcome }) => `${at.toISOString().slice(0, 16)}Z ${outcome}`);
    },
    /** Returns the runs of ticks that have a job in the queue, in the order of their ticks. */
    async runs(name = 'nightly'): Promise<readonly TickRun[]> {
      return used.sql<TickRun[]>`
        select execution_id as id, tick.tick_at as at, run.status, run.request
        from wdh_schedule_ticks tick
          join pipeline_executions run using (execution_id)
          join wdh_queue.job job on job.id::text = run.execution_id
        where tick.schedule_name = ${name} order by tick_at`;
    },
  };
}
