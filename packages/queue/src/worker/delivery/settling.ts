import { setTimeout as sleep } from 'node:timers/promises';
import { loggedError } from '@wdh/job';
import type { Logger } from '@wdh/pipeline-core';
import type { Queryable } from '@wdh/postgres';
import type { DeliveredJob } from '../lanes/lane.js';

/** Pauses between the attempts to settle a job, in milliseconds: as long as a short outage lasts. */
const pausesMs = [500, 1_000, 2_000, 4_000, 8_000, 8_000];

/** Runs work in a transaction. */
export type Transact = (work: (on: Queryable) => Promise<void>) => Promise<void>;

/** Settles jobs of pg-boss after their work, while the database may be away for a moment. */
export class Settling {
  readonly #transact: Transact;
  readonly #logger: Logger;

  constructor(transact: Transact, logger: Logger) {
    this.#transact = transact;
    this.#logger = logger;
  }

  /**
   * Settles a job in one transaction. It never rejects: what cannot be settled is handed out again
   * when its heartbeat ends.
   *
   * @returns the result, or `lost`.
   */
  async settle<Result extends string>(
    job: DeliveredJob,
    result: Result,
    work: (on: Queryable) => Promise<void>,
  ): Promise<Result | 'lost'> {
    for (const pauseMs of [...pausesMs, null]) {
      try {
        await this.#transact(work);
        return result;
      } catch (error) {
        const { code } = loggedError(error);
        if (code === 'CLAIM_LOST') return 'lost';
        const context = { queue: job.queue, jobId: job.id, error: loggedError(error) };
        if (pauseMs === null || !isConnection(error)) {
          this.#logger.error('worker.settle.failed', context);
          return 'lost';
        }
        this.#logger.warn('worker.settle.repeated', { ...context, pauseMs });
        await sleep(pauseMs);
      }
    }
    return 'lost';
  }
}

const isConnection = (error: unknown): boolean =>
  error instanceof Error && 'isRetryable' in error && error.isRetryable === true;
