import { WdhError } from '@wdh/pipeline-core';
import type { Queryable } from '../connection/queryable.js';
import { type Execution, livenessKey } from './execution.js';

/**
 * Writes the `running` row of a run, under a session lock that ends with the process.
 *
 * @throws WdhError `EXECUTION_EXISTS` when a run of that id is there already.
 */
export async function startExecution(on: Queryable, execution: Execution): Promise<void> {
  const { executionId, source } = execution;
  // The lock comes first: a running row whose lock is free counts as dead.
  const [lock] = await on.query<{ readonly isOurs: boolean }>(
    `select pg_try_advisory_lock(${livenessKey('$1::text')}) as "isOurs"`,
    [executionId],
  );
  const inserted =
    lock?.isOurs === true
      ? await on.query(
          `insert into public.pipeline_executions (execution_id, pipeline_name, pipeline_version,
             started_at, status, input_file_path, input_size_bytes, input_sha256, target, load_mode,
             is_forced)
           values ($1, $2, $3, now(), 'running', $4, $5, $6, $7, $8, $9)
           on conflict (execution_id) do nothing`,
          [
            executionId,
            execution.pipelineName,
            execution.pipelineVersion,
            source.name,
            source.sizeBytes,
            source.sha256,
            execution.target,
            execution.mode,
            execution.isForced,
          ],
        )
      : { count: 0 };
  if (inserted.count === 1) return;
  throw new WdhError(
    `There is a run ${executionId} already. Bind the pipeline again for another run.`,
    { code: 'EXECUTION_EXISTS', category: 'usage' },
  );
}
