import { setTimeout as wait } from 'node:timers/promises';
import { loggedError, type Schedule } from '@wdh/job';
import { guardedLogger, type Logger, silentLogger, WdhError } from '@wdh/pipeline-core';
import type { Queue } from '../open-queue.js';
import { checkScheduledRequests } from './check-scheduled-requests.js';
import { endHolder } from './end-holder.js';
import { fireTick, type FiredTick } from './fire-tick.js';
import { followSchedule, noteSeen, replaceNext } from './follow-schedule.js';
import { type FollowedSchedule, readSchedules } from './followed-schedule.js';
import { serverClock } from './schedule-clock.js';

/** Options of a {@link Scheduler}. */
export interface SchedulerOptions {
  readonly queue: Pick<Queue, 'pool' | 'prepare' | 'submit' | 'transact'>;
  readonly schedules: ReadonlyMap<string, Schedule>;
  /** Default: silent. */
  readonly logger?: Logger | undefined;
  /** SQL for the present time, which a test may replace. Default: the clock of the server. */
  readonly clock?: string | undefined;
  /** Longest wait before it looks at the clock again, which may be changed meanwhile. Default 10,000. */
  readonly longestWaitMs?: number | undefined;
}

/** Wait for a tick that another process handles, which may end before it has. */
const heldWaitMs = 1_000;
/** A process that handles a tick for longer is frozen or cut off: its session is ended. */
const longestHoldMs = 10_000;
const noteSeenAfterMs = 20_000;
/** A declaration of which no worker was seen for so long may be replaced by that of a worker that runs. */
const gapMs = 60_000;

/**
 * Follows the schedules of a project: submits a run at each of their ticks. It runs in every worker; each tick
 * is handled by one of them.
 *
 * The declarations of the worker that started last are followed. Others leave its schedules alone while one
 * of its version runs.
 */
export class Scheduler {
  readonly name = 'schedules';
  readonly #options: SchedulerOptions;
  readonly #schedules: readonly Schedule[];
  readonly #logger: Logger;
  readonly #clock: string;
  readonly #longestWaitMs: number;
  readonly #outdated = new Set<string>();
  readonly #followed = new Set<string>();
  /** Since when another process handles a tick, by the monotonic clock of this one. */
  readonly #heldSince = new Map<string, number>();
  #isChecked = false;

  constructor(options: SchedulerOptions) {
    this.#options = options;
    this.#schedules = [...options.schedules.values()];
    this.#logger = guardedLogger(options.logger ?? silentLogger);
    this.#clock = options.clock ?? serverClock;
    this.#longestWaitMs = options.longestWaitMs ?? 10_000;
  }

  /**
   * Submits runs until the signal aborts. While the database is unreachable, it tries again.
   *
   * @throws WdhError `SCHEDULE_INVALID` (usage) before any schedule is followed; those of the server.
   */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const waitMs = await this.pass().catch((error: unknown) => this.#waitAfter(error));
      await wait(waitMs, undefined, { signal, ref: true }).catch(() => undefined);
    }
  }

  /** Handles the ticks that are due, and returns the milliseconds to wait before the next pass. */
  async pass(): Promise<number> {
    if (!this.#isChecked) await this.#check();
    const since = performance.now();
    const { pool } = this.#options.queue;
    const names = this.#schedules.map(({ name }) => name);
    const rows = new Map(
      (await readSchedules(pool, names, this.#clock)).map((row) => [row.name, row]),
    );
    const unseen: Schedule[] = [];
    let waitMs = this.#longestWaitMs;
    for (const schedule of this.#schedules) {
      const row = rows.get(schedule.name);
      if (row === undefined || !this.#followed.has(row.name)) {
        waitMs = Math.min(waitMs, await this.#follow(schedule));
        continue;
      }
      if (!(await this.#isFollowed(schedule, row))) continue;
      if (row.seenMs === null || Math.abs(row.nowMs - row.seenMs) > noteSeenAfterMs) {
        unseen.push(schedule);
      }
      waitMs = Math.min(waitMs, await this.#handleAlone(schedule, row));
    }
    if (unseen.length > 0) await noteSeen(pool, unseen, this.#clock);
    return Math.max(waitMs - (performance.now() - since), 0);
  }

  /** Checks all schedules before it follows the first. */
  async #check(): Promise<void> {
    await checkScheduledRequests(this.#schedules);
    await this.#options.queue.prepare(this.#schedules.map(({ job }) => job));
    this.#isChecked = true;
  }

  /** Returns the milliseconds until it is looked at. */
  async #follow(schedule: Schedule): Promise<number> {
    const { transact } = this.#options.queue;
    const hasReplaced = await transact((on) => followSchedule(on, schedule, this.#clock));
    if (hasReplaced === 'held') return this.#waitForHolder(schedule);
    this.#heldSince.delete(schedule.name);
    this.#outdated.delete(schedule.name);
    this.#followed.add(schedule.name);
    const { name, cron, timezone } = schedule;
    this.#logger.info(hasReplaced ? 'schedule.replaced' : 'schedule.followed', {
      ...{ schedule: name, job: schedule.job.name, cron, timezone },
    });
    return 0;
  }

  /** Ends the session of a process that holds a schedule for long. */
  async #waitForHolder({ name }: Schedule): Promise<number> {
    const since = this.#heldSince.get(name) ?? performance.now();
    this.#heldSince.set(name, since);
    if (performance.now() - since > longestHoldMs) {
      this.#heldSince.delete(name);
      const hasEnded = await endHolder(this.#options.queue.pool, name);
      if (hasEnded) this.#logger.warn('schedule.holder_ended', { schedule: name });
    }
    return heldWaitMs;
  }

  /** Whether workers follow this declaration, and not that of another version of the project. */
  async #isFollowed(schedule: Schedule, row: FollowedSchedule): Promise<boolean> {
    if (row.declaration === schedule.declaration) return true;
    if (row.seenMs === null || Math.abs(row.nowMs - row.seenMs) > gapMs) {
      await this.#follow(schedule);
      return false;
    }
    if (!this.#outdated.has(row.name)) {
      this.#outdated.add(row.name);
      this.#logger.warn('schedule.outdated', {
        schedule: row.name,
        hint: 'a worker that started later declares it otherwise; this one leaves it to that one',
      });
    }
    return false;
  }

  /** Handles a schedule so that its errors do not stop the others. */
  async #handleAlone(schedule: Schedule, row: FollowedSchedule): Promise<number> {
    try {
      return await this.#handle(schedule, row);
    } catch (error) {
      if (isPassing(error)) throw error;
      this.#logger.error('schedule.broken', { schedule: row.name, error: loggedError(error) });
      return this.#longestWaitMs;
    }
  }

  /** Returns the milliseconds until its next tick. */
  async #handle(schedule: Schedule, { nextMs, nowMs }: FollowedSchedule): Promise<number> {
    const next = schedule.nextAfter(new Date(nowMs));
    const isDue = nextMs !== null && nextMs <= nowMs;
    const fired = isDue ? await fireTick(this.#options.queue, schedule, this.#clock) : null;
    if (fired === 'held') return this.#waitForHolder(schedule);
    // Also if the process that held it has handled its tick.
    this.#heldSince.delete(schedule.name);
    if (isDue) {
      if (fired !== null) this.#report(schedule, fired);
    } else if (nextMs === null || next.getTime() < nextMs) {
      // The clock of the server went back, or its zones have changed.
      await replaceNext(this.#options.queue.pool, schedule, nextMs, next);
    }
    return Math.max(next.getTime() - nowMs, 0);
  }

  #report(schedule: Schedule, { tick, missed, lateMs }: FiredTick): void {
    const [latest] = missed.ticks;
    if (latest !== undefined) {
      const { ticks, hasMore } = missed;
      this.#logger.warn('schedule.ticks_missed', {
        ...{ schedule: schedule.name, ticks: ticks.length, hasMore },
        ...{ from: ticks.at(-1)?.at.toISOString(), to: latest.at.toISOString() },
      });
    }
    if (tick === null) return;
    const { outcome, reason, executionId } = tick;
    const level = outcome === 'failed' ? 'error' : outcome === 'missed' ? 'warn' : 'info';
    this.#logger[level](`schedule.${outcome}`, {
      ...{ schedule: schedule.name, job: schedule.job.name, scheduledAt: tick.at.toISOString() },
      ...{ lateMs: Math.round(lateMs) },
      ...(executionId === null ? {} : { executionId }),
      ...(reason === null ? {} : { reason }),
    });
  }

  /** Only what a repetition may repair is repeated. */
  #waitAfter(error: unknown): number {
    if (!this.#isChecked || !isPassing(error)) throw error;
    this.#logger.warn('schedules.interrupted', { error: loggedError(error) });
    return heldWaitMs;
  }
}

const isPassing = (error: unknown): boolean =>
  error instanceof WdhError && (error.isRetryable || error.category === 'connection');
