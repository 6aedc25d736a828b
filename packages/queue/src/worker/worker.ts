import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Job } from '@wdh/job';
import { type Logger, silentLogger, WdhError } from '@wdh/pipeline-core';
import { workerFailed, workerStopped } from './delivery/delivery-errors.js';
import type { HealthAddress } from './health/health-server.js';
import { healthyMs, type WorkerHealth } from './health/worker-health.js';
import { Heartbeat } from './heartbeat/heartbeat.js';
import type { Lane, Service } from './lanes/lane.js';
import { runServices } from './run-services.js';
import { checkConnectionBudget, connectionBudget } from './start/connection-budget.js';
import { migrateJobs } from './start/migrate-jobs.js';
import { WorkerParts } from './worker-parts.js';
import type { WorkerQueue } from './worker-queue.js';

/**
 * Longest time that a worker may block its event loop, in milliseconds: after ten minutes it loses its
 * claims, and is not healthy.
 */
const longestBlockMs = 600_000;
/** Longest wait for runs that were cancelled at the end, in milliseconds. */
const giveBackMs = 10_000;

/** Options of a {@link Worker}. */
export interface WorkerOptions {
  /** Opened for a worker; the caller closes it after {@link Worker.run}. */
  readonly queue: WorkerQueue;
  /** The jobs whose runs it takes. */
  readonly jobs: Iterable<Job>;
  /** Most runs at once. Default 4. */
  readonly concurrency?: number | undefined;
  /** Queues that it serves beside those of the jobs. Default: none. */
  readonly lanes?: readonly Lane[] | undefined;
  /** Work that it does beside its queues. Default: none. */
  readonly services?: readonly Service[] | undefined;
  /** Returns a job as it has to be run for one run, such as that of a watched file. Default: as it is. */
  readonly prepareJob?: ((job: Job, executionId: string) => Promise<Job>) | undefined;
  /** Whether it applies the migrations of the audit tables and of its jobs first. Default true. */
  readonly migrate?: boolean | undefined;
  /** Longest time for runs to end after `drain`, in milliseconds. Default 30,000. */
  readonly drainMs?: number | undefined;
  /** Where its health is served. Default: nowhere. */
  readonly health?: HealthAddress | undefined;
  /** Default: silent. */
  readonly logger?: Logger | undefined;
}

/** The signals that end a worker. */
export interface WorkerSignals {
  /**
   * Fetches nothing more, and lets runs end; those that do not end in time are given back. If its reason
   * is an error of the category `internal`, the process has failed: giving a run back counts as an attempt
   * then, so that a run that breaks its workers does not break all of them.
   */
  readonly drain: AbortSignal;
  /** Ends at once: its runs are handed out again when their heartbeat is missed. */
  readonly end?: AbortSignal | undefined;
}

/**
 * Takes queued runs of jobs, and runs each by `runJob`, several at once, until a signal stops it.
 *
 * Any number of workers share the queues. A run is taken from a worker that was killed, frozen or cut
 * off when its heartbeat is missed, and delivered again; whatever the first one still does is not
 * committed. A worker survives a restart of the database: it connects again.
 *
 * @example
 * const queue = await openQueue({ connectionUrl, supervise: true, poolSize: 3 });
 * const worker = new Worker({ queue, jobs: [people] });
 * await worker.run({ drain: stop.signal });
 * await queue.close();
 */
export class Worker {
  readonly #options: WorkerOptions;
  readonly #jobs: readonly Job[];
  readonly #concurrency: number;
  readonly #logger: Logger;
  #state: WorkerHealth['state'] = 'starting';
  #parts: WorkerParts | null = null;

  /** @throws WdhError `WORKER_OPTION_INVALID` (usage). */
  constructor(options: WorkerOptions) {
    const { jobs, concurrency = 4, logger = silentLogger } = options;
    if (!Number.isSafeInteger(concurrency) || concurrency < 1 || concurrency > mostRuns) {
      throw new WdhError(`concurrency must be a whole number from 1 to ${mostRuns}.`, {
        code: 'WORKER_OPTION_INVALID',
        category: 'usage',
      });
    }
    this.#options = options;
    this.#jobs = [...jobs];
    this.#concurrency = concurrency;
    this.#logger = logger;
  }

  /**
   * Works until `drain` or `end` is raised.
   *
   * @throws WdhError `WORKER_CONNECTIONS`, `HEALTH_PORT_UNUSABLE` (usage), those of the connection
   * and of the migrations: before it takes a run. Later it does not reject.
   */
  async run({ drain, end }: WorkerSignals): Promise<void> {
    const { queue, health: healthAt } = this.#options;
    const heartbeat = await Heartbeat.start({
      address: queue.address,
      logger: this.#logger,
      longestBlockMs,
      healthAt,
      health: () => this.health(),
    });
    try {
      await this.#prepare(drain, heartbeat.healthPort);
      if (!drain.aborted) await this.#work(heartbeat, drain, end);
    } catch (error) {
      // Preparing it was interrupted.
      if (!drain.aborted) throw error;
    } finally {
      this.#state = 'stopped';
      await heartbeat.stop();
    }
  }

  /** Returns its state. */
  health(): WorkerHealth {
    const { slots, dispatcher } = this.#parts ?? {};
    const lookAgoMs = msSince(dispatcher?.lastLookAt ?? null);
    const isWorking = this.#state === 'running' || this.#state === 'draining';
    return {
      isHealthy: isWorking && lookAgoMs !== null && lookAgoMs <= healthyMs,
      state: this.#state,
      lastPollAt: lookAgoMs === null ? null : new Date(Date.now() - lookAgoMs).toISOString(),
      running: slots?.running ?? 0,
      concurrency: this.#concurrency,
      blockedMs: 0,
      jobs: this.#jobs.map(({ name }) => name),
    };
  }

  /** Checks and prepares the database. */
  async #prepare(signal: AbortSignal, healthPort: number | null): Promise<void> {
    const { queue, migrate = true } = this.#options;
    const budget = connectionBudget(this.#concurrency, queue.pool.size);
    await checkConnectionBudget(queue.pool, this.#concurrency, budget);
    if (migrate) await migrateJobs(queue.connectionUrl, this.#jobs, this.#logger, signal);
    await queue.prepare(this.#jobs);
    const jobs = this.#jobs.map(({ name }) => name);
    const { total: connections } = budget;
    const context = { jobs, concurrency: this.#concurrency, connections, healthPort };
    this.#logger.info('worker.started', context);
  }

  async #work(
    heartbeat: Heartbeat,
    drain: AbortSignal,
    end: AbortSignal | undefined,
  ): Promise<void> {
    const { queue, lanes = [], services = [], prepareJob, drainMs = 30_000 } = this.#options;
    const logger = this.#logger;
    const shared = { queue, jobs: this.#jobs, lanes, logger, heartbeat, prepareJob };
    const parts = new WorkerParts({ ...shared, concurrency: this.#concurrency });
    this.#parts = parts;
    this.#state = 'running';
    const stop = end === undefined ? drain : AbortSignal.any([drain, end]);
    const serving = runServices([deadRuns(parts), ...services], stop, logger);
    // A statement that runs may still fetch jobs.
    const delivered = parts.dispatcher.run(stop).then(() => parts.deliveries.ended());
    const ended = Promise.all([delivered, serving]);
    if (!stop.aborted) await once(stop, 'abort');
    this.#state = 'draining';
    logger.info('worker.draining', { running: parts.slots.taken, drainMs });
    if (!(await isWithin(ended, drainMs, end)) && end?.aborted !== true) {
      logger.warn('worker.giving_back', { running: parts.slots.taken });
      parts.deliveries.cancel(isFault(drain.reason) ? workerFailed(drain.reason) : workerStopped());
      await isWithin(ended, giveBackMs, end);
    }
    logger.info('worker.stopped', { running: parts.slots.taken });
    await parts.close();
  }
}

/** pg-boss takes jobs from lost workers in its own intervals too. */
const deadRuns = (parts: WorkerParts): Service => ({
  name: 'dead runs',
  async run(signal) {
    while (!signal.aborted) {
      await parts.failDeadRuns();
      await sleep(deadRunsMs, undefined, { signal }).catch(() => undefined);
    }
  },
});

/** Time between two looks for dead runs, in milliseconds. */
const deadRunsMs = 60_000;

/** Most runs at once that a worker may have. */
const mostRuns = 256;

const isFault = (reason: unknown): boolean =>
  reason instanceof WdhError && reason.category === 'internal';

const msSince = (at: number | null): number | null => (at === null ? null : performance.now() - at);

/** Waits for work that does not reject, for a limited time; returns whether it was done. */
async function isWithin(
  work: Promise<unknown>,
  limitMs: number,
  end: AbortSignal | undefined,
): Promise<boolean> {
  const patience = new AbortController();
  const signal = AbortSignal.any([patience.signal, ...(end === undefined ? [] : [end])]);
  const isOver = sleep(limitMs, false, { signal }).catch(() => false);
  const isDone = await Promise.race([work.then(() => true), isOver]);
  patience.abort();
  return isDone;
}
