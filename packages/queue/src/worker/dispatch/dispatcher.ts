import type { Logger } from '@wdh/pipeline-core';
import type { PgBoss } from 'pg-boss';
import type { DeliveredJob, Lane } from '../lanes/lane.js';
import { Alarm } from './alarm.js';
import { DispatchPlan } from './dispatch-plan.js';
import { type ReadyJobs, readyJobs } from './ready-jobs.js';
import type { Slots } from './slots.js';

/** Fewest jobs that one look finds at most: a burst looks once for this many runs. */
const ahead = 64;
/** Longest pause after a look that failed, in milliseconds. */
const longestPauseMs = 10_000;

/** Options of a {@link Dispatcher}. */
export interface DispatcherOptions {
  readonly boss: PgBoss;
  readonly lanes: readonly Lane[];
  readonly slots: Slots;
  readonly logger: Logger;
  /** Time between two looks at the queues, in milliseconds. */
  readonly pollMs: number;
  /** Starts the work of a fetched job; it calls {@link Dispatcher.freed} when it ends. */
  readonly start: (lane: Lane, job: DeliveredJob) => void;
  /** Is called after pg-boss has taken jobs from workers that are gone. */
  readonly onOrphansTaken: () => Promise<void>;
}

/**
 * Fetches jobs of all queues of a worker, for free slots only, the most urgent first.
 *
 * One statement a second looks at all queues. A notification, and a look that found more than it may
 * return, bring the next one forward.
 */
export class Dispatcher {
  readonly #options: DispatcherOptions;
  readonly #queues: readonly string[];
  readonly #plan: DispatchPlan;
  readonly #alarm = new Alarm();
  #nextLookAt = 0;
  /** Whether the last look may have left jobs unseen. */
  #isFull = false;
  #failures = 0;
  #lastLookAt: number | null = null;
  #supervising: Promise<void> | null = null;

  constructor(options: DispatcherOptions) {
    this.#options = options;
    this.#queues = options.lanes.map(({ queue }) => queue);
    this.#plan = new DispatchPlan(new Map(options.lanes.map((lane) => [lane.queue, lane])));
  }

  /** When the queues were last read, by `performance.now()`; null before the first time. */
  get lastLookAt(): number | null {
    return this.#lastLookAt;
  }

  /** Looks at the queues at once: a job of this queue was submitted. */
  notify(queue: string): void {
    if (!this.#queues.includes(queue)) return;
    this.#nextLookAt = 0;
    this.#alarm.ring();
  }

  /** Continues: the work of a job has ended. */
  freed(): void {
    this.#alarm.ring();
  }

  /** Dispatches until the signal is raised. It never rejects. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        const hasLooked = await this.#round();
        if (hasLooked && this.#failures > 0) {
          this.#options.logger.info('worker.queues.reached', {});
          this.#failures = 0;
        }
      } catch (error) {
        this.#retryLater(error);
      }
      await this.#alarm.sleep(Math.max(0, this.#nextLookAt - performance.now()), signal);
    }
    await this.#supervising;
  }

  /** Returns whether it looked: after a failure, a call of {@link freed} comes before the next look. */
  async #round(): Promise<boolean> {
    const { boss, slots, start } = this.#options;
    if (this.#isFull && this.#plan.isEmpty && slots.free(true) > 0) this.#nextLookAt = 0;
    const isDue = performance.now() >= this.#nextLookAt;
    if (isDue) await this.#lookNow();
    for (const { lane, count } of this.#plan.take(slots)) {
      const jobs = await boss.fetch<unknown>(lane.queue, {
        batchSize: count,
        includeMetadata: true,
      });
      for (const { id, retryCount, retryLimit, heartbeatSeconds, data } of jobs) {
        slots.take(lane.takesSlot);
        start(lane, { id, queue: lane.queue, retryCount, retryLimit, heartbeatSeconds, data });
      }
      // Another worker has fetched what this one saw.
      if (jobs.length < count) this.#plan.renew([]);
    }
    return isDue;
  }

  async #lookNow(): Promise<void> {
    const { boss, slots, pollMs } = this.#options;
    const limit = Math.max(ahead, slots.size);
    this.#nextLookAt = performance.now() + pollMs;
    const found = await readyJobs(boss, this.#queues, limit);
    this.#lastLookAt = performance.now();
    this.#plan.renew(found.queues);
    this.#isFull = found.queues.length === limit;
    this.#supervise(found);
  }

  /** Lets pg-boss hand out the jobs of workers that are gone, now and not at its next interval. */
  #supervise({ orphaned }: ReadyJobs): void {
    if (orphaned.length === 0 || this.#supervising !== null) return;
    const { boss, logger } = this.#options;
    logger.warn('worker.orphans.found', { queues: orphaned });
    const supervise = async (): Promise<void> => {
      for (const queue of orphaned) await boss.supervise(queue, { reindex: false });
      await this.#options.onOrphansTaken();
    };
    this.#supervising = supervise()
      .catch((error: unknown) => {
        logger.warn('worker.orphans.failed', { code: codeOf(error) });
      })
      .finally(() => {
        this.#supervising = null;
      });
  }

  #retryLater(error: unknown): void {
    this.#failures += 1;
    const pauseMs = Math.min(longestPauseMs, this.#options.pollMs * 2 ** (this.#failures - 1));
    this.#nextLookAt = performance.now() + pauseMs;
    this.#plan.renew([]);
    const context = { code: codeOf(error), attempt: this.#failures, pauseMs };
    this.#options.logger.warn('worker.queues.unreachable', context);
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'UNKNOWN';
}
