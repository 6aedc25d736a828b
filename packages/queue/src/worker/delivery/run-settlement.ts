import { loggedError, type RunOutcome } from '@wdh/job';
import { WdhError } from '@wdh/pipeline-core';
import type { Queryable } from '@wdh/postgres';
import { type ExecutionFailure, failExecution, requeueExecution } from '@wdh/runs';
import type { PgBoss } from 'pg-boss';
import { jobOfQueue } from '../../boss/queue-names.js';
import type { DeliveredJob } from '../lanes/lane.js';
import { completeJob, failJob, failureOf, giveBackJob, touchJob } from './settle-job.js';
import type { Settling } from './settling.js';

/** How the job of a run was settled; it is `lost` if another delivery has it, or will have it. */
export type Settled = 'completed' | 'retry' | 'dead' | 'given back' | 'lost';

/** Pause before a run tries again whose source another run is loading, after its other retries. */
const lockedPauseSeconds = 30;

/** Settles the jobs of runs, together with the state of the run. */
export class RunSettlement {
  readonly #boss: PgBoss;
  readonly #settling: Settling;

  constructor(boss: PgBoss, settling: Settling) {
    this.#boss = boss;
    this.#settling = settling;
  }

  /**
   * Checks that this delivery still has the job, before the run of an earlier one is ended.
   *
   * @throws WdhError `CLAIM_LOST`.
   */
  async accept(job: DeliveredJob, on: Queryable): Promise<void> {
    await touchJob(this.#boss, job, on);
  }

  /** Completes the job in the transaction that ends the run. @throws WdhError `CLAIM_LOST`. */
  async confirm(job: DeliveredJob, on: Queryable): Promise<void> {
    // A process that is frozen here holds the row of the job: no other could hand it out again.
    const { heartbeatSeconds } = job;
    if (heartbeatSeconds !== null) {
      await on.query(`set local idle_in_transaction_session_timeout = '${heartbeatSeconds}s'`);
    }
    await completeJob(this.#boss, job, on);
  }

  /** Settles the job after its run. It never rejects. */
  settle(job: DeliveredJob, outcome: RunOutcome, isConfirmed: boolean): Promise<Settled> {
    const { status, error } = outcome;
    const isEnded = status === 'success' || status === 'skipped';
    if (isConfirmed && isEnded) return Promise.resolve('completed');
    if (status !== 'failed') {
      return this.#settling.settle(job, 'completed', (on) => completeJob(this.#boss, job, on));
    }
    const code = codeOf(error);
    if (code === 'WORKER_STOPPED') return this.#giveBack(job, 0);
    // The other run may load for hours: this one waits for it.
    const isLocked = waitingCodes.includes(code) && failureOf(job, error) === 'dead';
    return isLocked ? this.#giveBack(job, lockedPauseSeconds) : this.#fail(job, error);
  }

  /** Fails a job whose lane rejected. */
  reject(job: DeliveredJob, error: unknown): Promise<Settled> {
    return this.#fail(job, error);
  }

  #giveBack(job: DeliveredJob, pauseSeconds: number): Promise<Settled> {
    return this.#settling.settle(job, 'given back', async (on) => {
      await giveBackJob(job, pauseSeconds, on);
      await requeueExecution(on, job.id);
    });
  }

  /** The job is repeated, and its run is queued again, or both are over. */
  #fail(job: DeliveredJob, error: unknown): Promise<Settled> {
    const failure = failureOf(job, error);
    return this.#settling.settle(job, failure, async (on) => {
      await failJob(this.#boss, job, failure, loggedError(error), on);
      // The job of a run has its id.
      if (jobOfQueue(job.queue) === null) return;
      if (failure === 'retry') await requeueExecution(on, job.id);
      else await failExecution(on, job.id, failureIn(error));
    });
  }
}

/** Errors of a run that begins while another one is in its way. */
const waitingCodes: readonly string[] = ['SOURCE_LOCKED', 'RUN_OVERLAPS'];

/** How the record of a run describes an error; without the message of one that may contain values. */
function failureIn(error: unknown): ExecutionFailure {
  if (error instanceof WdhError) return error;
  const { name } = loggedError(error);
  return {
    code: 'INTERNAL',
    category: 'internal',
    message: `[INTERNAL] The run ended with an unexpected ${name}. Report it, with the log.`,
  };
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
