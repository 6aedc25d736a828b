import { untilTrue } from '@wdh/fault-injection';
import { createTestDatabase, type TestDatabase } from '@wdh/local-postgres/testing';
import postgres, { type Sql } from 'postgres';
import { createFakeClock, type FakeClock } from './fake-clock.js';
import { nightSchedules } from './night-schedules.js';
import { SchedulerProcess } from './scheduler-process.js';

const minuteMs = 60_000;

/** A night in Berlin, on a clock that a test sets, with two schedulers. */
export class Night implements AsyncDisposable {
  readonly sql: Sql;
  readonly schedulers: readonly [SchedulerProcess, SchedulerProcess];
  readonly #database: TestDatabase;
  readonly #clock: FakeClock;
  #nowMs: number;

  static async begin(serverUrl: string, from: string): Promise<Night> {
    const database = await createTestDatabase(serverUrl);
    const sql = postgres(database.url, { max: 2, onnotice: () => undefined });
    const fake = await createFakeClock(sql, from);
    const start = () => SchedulerProcess.start(database.url, fake.clock);
    const schedulers = [await start(), await start()] as const;
    return new Night(database, sql, { fake, schedulers, nowMs: Date.parse(from) });
  }

  private constructor(
    database: TestDatabase,
    sql: Sql,
    parts: {
      readonly fake: FakeClock;
      readonly schedulers: Night['schedulers'];
      readonly nowMs: number;
    },
  ) {
    this.#database = database;
    this.sql = sql;
    this.#clock = parts.fake;
    this.schedulers = parts.schedulers;
    this.#nowMs = parts.nowMs;
  }

  /** Puts the clock forward or back, and waits until what is due then is done. */
  async pass(minutes: number): Promise<void> {
    this.#nowMs += minutes * minuteMs;
    await this.setClock();
    await this.settle();
  }

  /** Puts the clock forward without waiting. */
  async putForward(minutes: number): Promise<void> {
    this.#nowMs += minutes * minuteMs;
    await this.setClock();
  }

  async setClock(): Promise<void> {
    await this.#clock.set(new Date(this.#nowMs));
  }

  /** Waits until each schedule waits for its next time after now. */
  async settle(): Promise<void> {
    const expected = nightSchedules
      .map(({ name, nextAfter }) => `${name} ${nextAfter(new Date(this.#nowMs)).toISOString()}`)
      .toSorted();
    const isSettled = async (): Promise<boolean> => {
      const rows = await this.sql<{ name: string; at: Date }[]>`
        select name, next_at as at from wdh_schedules`;
      const found = rows.map(({ name, at }) => `${name} ${at.toISOString()}`).toSorted();
      return found.join() === expected.join();
    };
    await untilTrue(isSettled, 120_000, 'the next times of all schedules');
  }

  /** Returns the ticks of a schedule with their outcome, and the number of their runs and jobs. */
  async ticks(name: string): Promise<readonly string[]> {
    const rows = await this.sql<{ at: Date; outcome: string; runs: number }[]>`
      select tick_at as at, outcome, count(job.id)::int as runs
      from wdh_schedule_ticks tick
        left join pipeline_executions run
          on run.schedule_name = tick.schedule_name and run.scheduled_at = tick.tick_at
        left join wdh_queue.job job on job.id::text = run.execution_id
      where tick.schedule_name = ${name}
      group by tick_at, outcome order by tick_at`;
    return rows.map(
      ({ at, outcome, runs }) => `${at.toISOString().slice(11, 16)} ${outcome} ${runs}`,
    );
  }

  /** Returns the number of runs, and of jobs in the queue. */
  async counts(): Promise<readonly [number, number]> {
    const [counts] = await this.sql<{ runs: number; jobs: number }[]>`
      select (select count(*)::int from pipeline_executions) as runs,
        (select count(*)::int from wdh_queue.job) as jobs`;
    return [counts?.runs ?? 0, counts?.jobs ?? 0];
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const scheduler of this.schedulers) await scheduler[Symbol.asyncDispose]();
    await this.sql.end();
    await this.#database.drop();
  }
}
