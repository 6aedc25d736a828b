import type { Queryable } from '@wdh/postgres';
import { livenessKey } from '../locks/liveness-lock.js';

/**
 * Marks every run as `abandoned` that has the status running without a held lock: its process was
 * killed, or lost the database.
 *
 * @param only - Ids of the runs that may be marked. Default: all.
 * @returns the ids of those runs.
 */
export async function abandonDeadExecutions(
  on: Queryable,
  only?: readonly string[],
): Promise<readonly string[]> {
  const mayBeMarked =
    only === undefined
      ? ''
      : 'and execution_id in (select json_array_elements_text($1::text::json))';
  const dead = await on.query<{ readonly executionId: string }>(
    `
    with running as materialized (
      select execution_id from public.pipeline_executions where status = 'running' ${mayBeMarked}
    ), dead as materialized (
      select execution_id from running where pg_try_advisory_xact_lock(${livenessKey('execution_id')})
    )
    update public.pipeline_executions as execution
    set status = 'abandoned', completed_at = clock_timestamp(), error_code = 'EXECUTION_ABANDONED',
      error_category = 'internal',
      error_message = 'The process ended without finishing the run; nothing of it was loaded.'
    from dead
    -- Checked again on the current row: the run may have ended since the list was read.
    where execution.execution_id = dead.execution_id and execution.status = 'running'
    returning execution.execution_id as "executionId"`,
    only === undefined ? [] : [JSON.stringify(only)],
  );
  return dead.map(({ executionId }) => executionId);
}
