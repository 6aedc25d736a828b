import { hostname } from 'node:os';
import type { Queryable } from '@wdh/postgres';
import { and, eq, type SQL, sql } from 'drizzle-orm';
import { executionExists } from '../executions/execution-exists.js';
import type { PlannedExecution } from '../executions/execution.js';
import { takeLivenessLock } from '../locks/liveness-lock.js';
import { readCancelState, runCancelled } from '../requests/cancel-state.js';
import { originColumns } from '../requests/run-origin.js';
import { pipelineExecutions } from '../schema.js';
import { runStatement } from '../statements/run-statement.js';
import { checkRecordable, recordableText } from '../text/recordable-text.js';
import { continueRun, firstStart, type RunStart, startOf } from './run-start.js';

/**
 * Writes the `running` row of a run, under a session lock that ends with the process. The row of a
 * queued run is reused.
 *
 * @throws WdhError `EXECUTION_EXISTS` if a run with that id was started before, `CANCELLED` if it
 * was cancelled in the queue, and `PIPELINE_NOT_RECORDABLE` for a name or version of the pipeline
 * that the database cannot store.
 */
export async function startExecution(on: Queryable, planned: PlannedExecution): Promise<RunStart> {
  const { executionId } = planned;
  await checkNames(on, planned);
  // The lock is taken first: a running row whose lock is free is marked abandoned.
  if (!(await takeLivenessLock(on, executionId))) throw executionExists(executionId);
  const started = await startedColumns(on, planned);
  if (await insertStarted(on, planned, started)) return firstStart;
  const [taken] = await runStatement(on, (database) =>
    database
      .update(pipelineExecutions)
      .set({ ...started, ...nextStart, ...noOutcome })
      .where(
        and(
          eq(pipelineExecutions.executionId, executionId),
          eq(pipelineExecutions.status, 'queued'),
        ),
      )
      .returning(startedNumbers),
  );
  if (taken !== undefined) return continueRun(on, executionId, taken);
  const found = await readCancelState(on, executionId);
  throw found?.status === 'cancelled' ? runCancelled(executionId) : executionExists(executionId);
}

/** Checks that the names of a pipeline can be stored. @throws WdhError `PIPELINE_NOT_RECORDABLE` */
export async function checkNames(
  on: Queryable,
  { pipelineName, pipelineVersion, partition }: PlannedExecution,
): Promise<void> {
  await checkRecordable(on, 'name of the pipeline', pipelineName);
  await checkRecordable(on, 'version of the pipeline', pipelineVersion);
  if (partition === undefined) return;
  await checkRecordable(on, 'partition', partition.key);
  await checkRecordable(on, 'version of the input', partition.version ?? '');
}

/** The columns that each start of a run writes. */
type StartedColumns = Omit<typeof pipelineExecutions.$inferInsert, 'executionId' | 'startedAt'> & {
  readonly startedAt: SQL;
};

/** Returns the columns that each start of a run writes. */
export async function startedColumns(
  on: Queryable,
  planned: PlannedExecution,
): Promise<StartedColumns> {
  const { pipelineName, pipelineVersion, target, mode, isForced, partition } = planned;
  return {
    pipelineName,
    pipelineVersion,
    startedAt: sql`now()`,
    status: 'running',
    target,
    loadMode: mode,
    isForced,
    host: await recordableText(on, hostname()),
    processId: process.pid,
    partitionKey: partition?.key ?? null,
    inputVersion: partition?.version ?? null,
  };
}

/** Inserts the row of a run that was not queued; returns false if there is one. */
export async function insertStarted(
  on: Queryable,
  { executionId, origin }: PlannedExecution,
  started: StartedColumns,
): Promise<boolean> {
  const { request, ...origins } = await originColumns(on, origin);
  const inserted = await runStatement(on, (database) =>
    database
      .insert(pipelineExecutions)
      .values({
        ...started,
        executionId,
        requestedAt: sql`now()`,
        deliveries: 1,
        ...origins,
        request: request === null ? null : sql`${request}::text::json`,
      })
      .onConflictDoNothing({ target: pipelineExecutions.executionId })
      .returning({ executionId: pipelineExecutions.executionId }),
  );
  return inserted.length === 1;
}

const { attempts, deliveries } = pipelineExecutions;

/** The numbers of the next start of a run; a row that never started has none. */
export const nextStart = {
  deliveries: sql`coalesce(${deliveries}, 0) + 1`,
  attempts: sql`case when ${deliveries} is null then 1 else ${attempts} + 1 end`,
};

/** A run that begins again has no outcome yet. */
export const noOutcome = {
  completedAt: null,
  durationMs: null,
  errorCode: null,
  errorCategory: null,
  errorMessage: null,
  rowsInput: null,
  rowsOutput: null,
  rowsFailed: null,
  rowsInserted: null,
  rowsUpdated: null,
  rowsUnchanged: null,
  rowsSuperseded: null,
  rowsDeleted: null,
  rowsFiltered: null,
  rowsAdded: null,
} as const;

/** The columns of {@link nextStart}, as numbers. */
export const startedNumbers = {
  delivery: sql<number>`coalesce(${deliveries}, 0)`.as('delivery'),
  attempts,
};

/**
 * Finds the start of a run that is running, and began at or after a time of the server; null if it is
 * not.
 */
export async function startSince(
  on: Queryable,
  executionId: string,
  since: string,
): Promise<RunStart | null> {
  const [started] = await on.query<{ readonly delivery: number; readonly attempts: number }>(
    `select deliveries as delivery, attempts from public.pipeline_executions
     where execution_id = $1 and status = 'running' and started_at >= $2::text::timestamptz`,
    [executionId, since],
  );
  return started === undefined ? null : startOf(on, executionId, started);
}
