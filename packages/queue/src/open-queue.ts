import type { Job } from '@wdh/job';
import { migrateUp } from '@wdh/migrations';
import type { Queryable, ServerAddress, StatementPool } from '@wdh/postgres';
import { auditMigrations, type CancelRequest, type PruneRunsOptions } from '@wdh/runs';
import type { PgBoss } from 'pg-boss';
import { ensureQueues } from './boss/ensure-queues.js';
import { openBoss, type OpenBossOptions } from './boss/open-boss.js';
import { queueMigrations } from './queue-migrations.js';
import { cancelRun } from './status/cancel-run.js';
import { pruneDeadRuns } from './status/prune-dead-runs.js';
import { queueStatus, type QueueStatus } from './status/queue-status.js';
import { requeueRun } from './status/requeue-run.js';
import { type PlannedSubmission, planSubmission } from './submit/plan-submission.js';
import type { Submission, Submitted } from './submit/submission.js';
import { submitRuns } from './submit/submit-runs.js';

/** Options of {@link openQueue}. */
export interface OpenQueueOptions extends OpenBossOptions {
  /** Whether the migrations of runs and queue are applied first. Default true, unless `access` is `read`. */
  readonly migrate?: boolean | undefined;
}

/** The queue of runs in a database. */
export interface Queue {
  /** Contains the password. */
  readonly connectionUrl: string;
  /** Contains the password. */
  readonly address: ServerAddress;
  readonly boss: PgBoss;
  /** Connections for single statements and transactions. */
  readonly pool: StatementPool;
  /**
   * Submits runs, in one transaction: a worker that knows their job runs them. All submissions are
   * checked before the first is submitted.
   *
   * @param on - An open transaction, with which they are committed. Default: one of its own.
   * @returns one result for each submission, in their order.
   * @throws WdhError of category usage, and nothing is submitted: `SUBMISSION_INVALID`,
   * `REQUEST_INVALID`, `PARAMETERS_INVALID`, `PARTITION_INVALID`, `REQUEST_HAS_SECRET`,
   * `REQUEST_NOT_RECORDABLE`.
   */
  submit(submissions: readonly Submission[], on?: Queryable): Promise<readonly Submitted[]>;
  /** Submits one run; see {@link Queue.submit}. */
  submitRun(submission: Submission, on?: Queryable): Promise<Submitted>;
  /** Runs work in one transaction, and commits it; an exception rolls it back. */
  transact<Result>(work: (on: Queryable) => Promise<Result>): Promise<Result>;
  /** Creates the queues of jobs, or gives them the settings of this version: before a worker starts. */
  prepare(jobs: readonly Pick<Job, 'name'>[]): Promise<void>;
  /** Returns the depth of the queue, its dead runs and its workers. */
  status(): Promise<QueueStatus>;
  /**
   * Puts a run that failed or was abandoned back into the queue, under the same id, with all its
   * attempts.
   *
   * @throws WdhError of category usage: `RUN_NOT_FOUND`, `RUN_NOT_REQUEUEABLE`.
   */
  requeue(executionId: string): Promise<void>;
  /**
   * Cancels a run that waits, also for another attempt, and removes it from the queue; requests the end
   * of one that runs. Returns null if there is no run with that id.
   */
  cancel(executionId: string): Promise<CancelRequest | null>;
  /**
   * Deletes the entries of dead runs that died more than a number of days ago, and returns their
   * number; their records stay, and they cannot be queued again. A dry run only counts.
   *
   * @throws WdhError `RUN_QUERY_INVALID`
   */
  pruneDead(options: PruneRunsOptions): Promise<number>;
  /** Closes the connections. */
  close(): Promise<void>;
}

/**
 * Opens the queue of a database.
 *
 * @throws WdhError `CONNECTION_URL_INVALID`; of category schema `QUEUE_SCHEMA_MISSING`,
 * `QUEUE_SCHEMA_OUTDATED`, `QUEUE_SCHEMA_NEWER`, `PRIVILEGE_MISSING`; those of the connection and of
 * `migrateUp`.
 * @example
 * const queue = await openQueue({ connectionUrl });
 * await queue.submitRun({ job: people, request: { input: '/data/people.csv' } });
 * await queue.close();
 */
export async function openQueue(options: OpenQueueOptions): Promise<Queue> {
  const { connectionUrl, logger, migrate = options.access !== 'read' } = options;
  if (migrate)
    await migrateUp({ connectionUrl, folders: [auditMigrations, queueMigrations], logger });
  const { boss, pool, address, ...opened } = await openBoss(options);
  const prepared = new Set<string>();

  const prepare = async (jobs: readonly Pick<Job, 'name'>[]): Promise<void> => {
    const names = [...new Set(jobs.map(({ name }) => name))].filter((name) => !prepared.has(name));
    if (names.length === 0) return;
    await ensureQueues(boss, names);
    for (const name of names) prepared.add(name);
  };
  const transact: Queue['transact'] = (work) => pool.transact(work);
  const submit: Queue['submit'] = async (submissions, on) => {
    const planned: PlannedSubmission[] = [];
    for (const submission of submissions) planned.push(await planSubmission(submission));
    if (planned.length === 0) return [];
    // Not in the transaction: others wait for it.
    await prepare(submissions.map(({ job }) => job));
    if (on !== undefined) return submitRuns(boss, on, planned);
    return transact((own) => submitRuns(boss, own, planned));
  };
  const submitRun: Queue['submitRun'] = async (submission, on) => {
    const [submitted] = await submit([submission], on);
    if (submitted === undefined) throw new Error('A submission has no result.');
    return submitted;
  };
  return Object.freeze({
    ...{ connectionUrl, address, boss, pool, submit, submitRun, transact, prepare },
    close: () => opened.close(),
    status: () => queueStatus(pool),
    requeue: (executionId: string) =>
      transact((on) => requeueRun({ boss, prepare }, on, executionId)),
    pruneDead: (older: PruneRunsOptions) => pruneDeadRuns(pool, older),
    cancel: (executionId: string) => transact((on) => cancelRun(on, executionId)),
  });
}
