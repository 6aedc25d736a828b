import type { Queryable } from '@wdh/postgres';
import type { PlannedExecution } from '../executions/execution.js';

/**
 * Why a request is not queued.
 *
 * - `exists`: there is a run with its id.
 * - `duplicate`: a run of the job with its `submitKey` waits for its first start.
 * - `overlaps`: a run with its `overlapKey` waits or runs.
 */
export interface Obstacle {
  readonly status: 'exists' | 'duplicate' | 'overlaps';
  /** The run that is in the way; null if it ended at that moment. */
  readonly holder: string | null;
}

/** Finds the runs that are in the way of requests: null where there is none. */
export async function obstaclesOf(
  on: Queryable,
  requests: readonly PlannedExecution[],
): Promise<readonly (Obstacle | null)[]> {
  if (requests.length === 0) return [];
  const asked = requests.map(({ executionId, origin, submitKey, overlapKey }) => ({
    id: executionId,
    job: origin?.jobName ?? '',
    submitted: submitKey ?? null,
    overlap: overlapKey ?? null,
  }));
  const found = await on.query<Obstacle>(
    `select case when same.execution_id is not null then 'exists'
         when waiting.execution_id is not null then 'duplicate'
         when open.execution_id is not null then 'overlaps' end as status,
       coalesce(same.execution_id, waiting.execution_id, open.execution_id) as holder
     from rows from (json_to_recordset($1::text::json)
         as (id text, job text, submitted text, overlap text)) with ordinality as asked
       left join public.pipeline_executions same on same.execution_id = asked.id
       left join public.pipeline_executions waiting on waiting.submit_key = asked.submitted
         and coalesce(waiting.job_name, '') = asked.job
         and waiting.status = 'queued' and waiting.deliveries is null
       left join public.pipeline_executions open on open.overlap_key = asked.overlap
         and open.status in ('queued', 'running')
     order by asked.ordinality`,
    [JSON.stringify(asked)],
  );
  return found.map((row) => (row.holder === null ? null : row));
}
