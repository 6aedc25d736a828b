import type { Queryable } from '@wdh/postgres';
import { keepSpend } from '../spend/keep-spend.js';
import { freeExecution } from './free-execution.js';

/** How a run is put back. */
export interface RequeueOptions {
  /** Whether a request to cancel the run is withdrawn, as when a person asks for it. Default false. */
  readonly forgetsCancel?: boolean | undefined;
}

/**
 * Puts a run that failed or was abandoned back to `queued`, or one whose process has ended. Its last
 * error stays; its next start continues its numbers. A run that has succeeded, or that a process runs,
 * is not changed, nor one whose key another run holds.
 *
 * @returns whether it is queued now.
 */
export async function requeueExecution(
  on: Queryable,
  executionId: string,
  { forgetsCancel = false }: RequeueOptions = {},
): Promise<boolean> {
  const { count } = await on.query(
    `${freeExecution(['failed', 'abandoned', 'queued'])}
     update public.pipeline_executions execution
     set status = 'queued', host = null, process_id = null,
       completed_at = null, duration_ms = null, target_oid = null, rows_input = null,
       rows_output = null, rows_failed = null, rows_inserted = null, rows_updated = null,
       rows_unchanged = null, rows_superseded = null, rows_deleted = null, rows_filtered = null,
       rows_added = null, ${keepSpend('execution')},
       cancel_requested_at = case when not $2::boolean then cancel_requested_at end
     from free where execution.execution_id = free.execution_id
       and not exists (select from public.pipeline_executions other
         where other.overlap_key = free.overlap_key and other.status in ('queued', 'running')
           and other.execution_id <> free.execution_id)
       and (free.deliveries is not null or not exists (
         select from public.pipeline_executions other
         where other.submit_key = free.submit_key
           and coalesce(other.job_name, '') = coalesce(free.job_name, '')
           and other.status = 'queued' and other.deliveries is null
           and other.execution_id <> free.execution_id))`,
    [executionId, forgetsCancel],
  );
  return count === 1;
}
