import { hostname } from 'node:os';
import type { Queryable } from '@wdh/postgres';
import { and, eq, sql } from 'drizzle-orm';
import { readCancelState, runCancelled } from '../requests/cancel-state.js';
import { originColumns } from '../requests/run-origin.js';
import { pipelineExecutions } from '../schema.js';
import { runStatement } from '../statements/run-statement.js';
import { checkRecordable, recordableText } from '../text/recordable-text.js';
import { executionLost } from './execution-lost.js';
import { livenessKey, type PlannedExecution } from './execution.js';
import { executionExists } from './queue-execution.js';

/**
 * Takes the session lock that says a run is alive, again, for a connection that was lost.
 *
 * @throws WdhError `EXECUTION_LOST` when another process holds it.
 */
export async function holdExecution(on: Queryable, executionId: string): Promise<void> {
  if (!(await takeLock(on, executionId))) throw executionLost(executionId);
}

async function takeLock(on: Queryable, executionId: string): Promise<boolean> {
  const [lock] = await on.query<{ readonly isOurs: boolean }>(
    `select pg_try_advisory_lock(${livenessKey('$1::text')}) as "isOurs"`,
    [executionId],
  );
  return lock?.isOurs === true;
}

/**
 * Writes the `running` row of a run, under a session lock that ends with the process. A run that is
 * queued becomes the running one.
 *
 * @throws WdhError `EXECUTION_EXISTS` when a run of that id was started before, `CANCELLED` when it
 * was cancelled in the queue, and `PIPELINE_NOT_RECORDABLE` for a name or version of the pipeline
 * that the database cannot store.
 */
export async function startExecution(on: Queryable, planned: PlannedExecution): Promise<void> {
  const { executionId, pipelineName, pipelineVersion, target, mode, isForced, origin } = planned;
  await checkRecordable(on, 'name of the pipeline', pipelineName);
  await checkRecordable(on, 'version of the pipeline', pipelineVersion);
  // The lock comes first: a running row whose lock is free counts as dead.
  if (!(await takeLock(on, executionId))) throw executionExists(executionId);
  const started = {
    pipelineName,
    pipelineVersion,
    startedAt: sql`now()`,
    status: 'running',
    target,
    loadMode: mode,
    isForced,
    host: await recordableText(on, hostname()),
    processId: process.pid,
  };
  const origins = await originColumns(on, origin);
  const inserted = await runStatement(on, (database) =>
    database
      .insert(pipelineExecutions)
      .values({
        ...started,
        executionId,
        requestedAt: sql`now()`,
        ...origins,
      })
      .onConflictDoNothing({ target: pipelineExecutions.executionId })
      .returning({ executionId: pipelineExecutions.executionId }),
  );
  if (inserted.length === 1) return;
  const taken = await runStatement(on, (database) =>
    database
      .update(pipelineExecutions)
      .set(started)
      .where(
        and(
          eq(pipelineExecutions.executionId, executionId),
          eq(pipelineExecutions.status, 'queued'),
        ),
      )
      .returning({ executionId: pipelineExecutions.executionId }),
  );
  if (taken.length === 1) return;
  const found = await readCancelState(on, executionId);
  throw found?.status === 'cancelled' ? runCancelled(executionId) : executionExists(executionId);
}

/** Tells whether a run is running that began at that time of the server or later. */
export async function isStartedSince(
  on: Queryable,
  executionId: string,
  since: string,
): Promise<boolean> {
  const { count } = await on.query(
    `select from public.pipeline_executions
     where execution_id = $1 and status = 'running' and started_at >= $2::text::timestamptz`,
    [executionId, since],
  );
  return count === 1;
}
