import type { Queryable } from '@wdh/postgres';

/** Puts a run that failed or was abandoned back to `queued`; its last error stays. */
export async function requeueExecution(on: Queryable, executionId: string): Promise<boolean> {
  const { count } = await on.query(
    `update public.pipeline_executions set status = 'queued', completed_at = null
    where execution_id = $1 and status in ('failed', 'abandoned', 'queued')`,
    [executionId],
  );
  return count === 1;
}
