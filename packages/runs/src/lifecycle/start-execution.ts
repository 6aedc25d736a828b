import { WdhError } from '@wdh/pipeline-core';
import type { Queryable } from '@wdh/postgres';
import { executionLost } from './execution-lost.js';
import { type Execution, livenessKey } from './execution.js';
import { checkRecordable, recordableText } from './recordable-text.js';

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
 * Writes the `running` row of a run, under a session lock that ends with the process.
 *
 * @throws WdhError `EXECUTION_EXISTS` when a run of that id is there already, and `PIPELINE_NOT_RECORDABLE`
 * for a name or version of the pipeline that the database cannot store.
 */
export async function startExecution(on: Queryable, execution: Execution): Promise<void> {
  const { executionId, source } = execution;
  await checkRecordable(on, 'name of the pipeline', execution.pipelineName);
  await checkRecordable(on, 'version of the pipeline', execution.pipelineVersion);
  const name = await recordableText(on, source.name);
  // The lock comes first: a running row whose lock is free counts as dead.
  const inserted = (await takeLock(on, executionId))
    ? await on.query(
        `insert into public.pipeline_executions (execution_id, pipeline_name, pipeline_version,
             started_at, status, input_file_path, input_size_bytes, input_sha256, target, load_mode,
             is_forced, input_options)
           values ($1, $2, $3, now(), 'running', $4, $5, $6, $7, $8, $9, $10)
           on conflict (execution_id) do nothing`,
        [
          executionId,
          execution.pipelineName,
          execution.pipelineVersion,
          name,
          source.sizeBytes,
          source.sha256,
          execution.target,
          execution.mode,
          execution.isForced,
          source.optionsSha256 ?? null,
        ],
      )
    : { count: 0 };
  if (inserted.count === 1) return;
  throw new WdhError(
    `There is a run ${executionId} already. Bind the pipeline again for another run.`,
    { code: 'EXECUTION_EXISTS', category: 'usage' },
  );
}

/** Tells the server's time, as it writes it. */
export async function serverTime(on: Queryable): Promise<string> {
  const [row] = await on.query<{ readonly time: string }>('select now()::text as time');
  return row?.time ?? '';
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
