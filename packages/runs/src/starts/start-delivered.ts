import { type Logger, WdhError } from '@wdh/pipeline-core';
import { DatabaseError, type Queryable } from '@wdh/postgres';
import { and, eq, notInArray, sql } from 'drizzle-orm';
import { executionExists } from '../executions/execution-exists.js';
import type { PlannedExecution } from '../executions/execution.js';
import type { RunDelivery } from '../executions/run-delivery.js';
import { runColumns, runOf } from '../queries/run.js';
import { runCancelled } from '../requests/cancel-state.js';
import { pipelineExecutions as runs } from '../schema.js';
import { runStatement } from '../statements/run-statement.js';
import { evictSessions } from './evict-sessions.js';
import { ExecutionEnded } from './execution-ended.js';
import { continueRun, firstStart, type RunStart } from './run-start.js';
import {
  checkNames,
  insertStarted,
  nextStart,
  noOutcome,
  startedColumns,
  startedNumbers,
} from './start-execution.js';

/**
 * The transaction of a start takes milliseconds, and locks what the queue keeps about the delivery: a
 * process that is frozen in it must not stop the queue for ever.
 */
const beginStart = `begin isolation level read committed;
  set local lock_timeout = '10s'; set local statement_timeout = '20s';
  set local idle_in_transaction_session_timeout = '20s'`;

/** Statuses of a run that is not run again. */
const final = ['success', 'skipped', 'rehearsed', 'cancelled'] as const;

/**
 * Starts a run that a queue delivers, whatever an earlier delivery left: a run that is queued, failed,
 * abandoned, or running in another process, whose sessions are ended.
 *
 * The number of the start is raised in one transaction with the check of the delivery. From then on,
 * the process that ran it before can neither commit rows nor end the run.
 *
 * @throws ExecutionEnded, and WdhError `CANCELLED`, `RUN_HELD`, `RUN_OVERLAPS`,
 * `PIPELINE_NOT_RECORDABLE`; what the delivery throws.
 */
export async function startDelivered(
  on: Queryable,
  planned: PlannedExecution,
  delivery: RunDelivery,
  logger: Logger,
): Promise<RunStart> {
  const { executionId } = planned;
  await checkNames(on, planned);
  await refuseEnded(on, executionId);
  await delivery.accept?.(on);
  await evictSessions(on, executionId, logger);
  const started = await startedColumns(on, planned);
  await on.query(beginStart);
  await delivery.accept?.(on);
  const taken = await take(on, executionId, started);
  if (taken?.status === 'cancelled') {
    await on.query('commit');
    throw runCancelled(executionId);
  }
  if (taken === undefined) {
    await refuseEnded(on, executionId);
    if (!(await insertStarted(on, planned, started))) throw executionExists(executionId);
  }
  await on.query('commit');
  return taken === undefined ? firstStart : continueRun(on, executionId, taken);
}

/** Updates the row of a run that has not ended; one whose end was requested is cancelled. */
async function take(on: Queryable, executionId: string, started: object) {
  const isCancelled = sql`${runs.cancelRequestedAt} is not null`;
  try {
    const [taken] = await runStatement(on, (database) =>
      database
        .update(runs)
        .set({
          ...started,
          ...nextStart,
          ...noOutcome,
          status: sql`case when ${isCancelled} then 'cancelled' else 'running' end`,
          completedAt: sql`case when ${isCancelled} then clock_timestamp() end`,
          errorCode: sql`case when ${isCancelled} then 'CANCELLED' end`,
          errorCategory: sql`case when ${isCancelled} then 'interrupted' end`,
          errorMessage: sql`case when ${isCancelled} then 'Cancelled before it started again; nothing was loaded.' end`,
        })
        .where(and(eq(runs.executionId, executionId), notInArray(runs.status, [...final])))
        .returning({ ...startedNumbers, status: sql<string>`${runs.status}`.as('status') }),
    );
    return taken;
  } catch (error) {
    const isOverlap = error instanceof DatabaseError && error.constraint === overlapConstraint;
    throw isOverlap ? runOverlaps(executionId, error) : error;
  }
}

async function refuseEnded(on: Queryable, executionId: string): Promise<void> {
  const [found] = await runStatement(on, (database) =>
    database.select(runColumns).from(runs).where(eq(runs.executionId, executionId)),
  );
  if (found?.status === 'cancelled') throw runCancelled(executionId);
  if (final.some((status) => status === found?.status) && found !== undefined) {
    throw new ExecutionEnded(runOf(found));
  }
}

/** Of {@link pipelineExecutions}. */
const overlapConstraint = 'pipeline_executions_overlap_key';

function runOverlaps(executionId: string, cause: unknown): WdhError {
  return new WdhError(
    `Run ${executionId} cannot begin again: another run with its key against overlaps waits or runs. It is delivered again after that.`,
    { code: 'RUN_OVERLAPS', category: 'locked', isRetryable: true, cause },
  );
}
