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
 * Takes the session lock of a running run again, after a connection was lost.
 *
 * @throws WdhError `EXECUTION_LOST` if another process holds it.
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
 * Writes the `running` row of a run, under a session lock that ends with the process. The row of a
 * queued run is reused.
 *
 * @throws WdhError `EXECUTION_EXISTS` if a run with that id was started before, `CANCELLED` if it
 * was cancelled in the queue, and `PIPELINE_NOT_RECORDABLE` for a name or version of the pipeline
 * that the database cannot store.
 */
export async function startExecution(on: Queryable, planned: PlannedExecution): Promise<void> {
  const { executionId, pipelineName, pipelineVersion, target, mode, isForced, origin } = planned;
  await checkRecordable(on, 'name of the pipeline', pipelineName);
  await checkRecordable(on, 'version of the pipeline', pipelineVersion);
  // The lock is taken first: a running row whose lock is free is marked abandoned.
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

/** Whether a run is running that began at or after a time of the server. */
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
