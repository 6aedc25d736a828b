import type { Queryable } from '@wdh/postgres';
import { type CancelRequest, openRuns } from '@wdh/runs';
import { bossSchema } from '../boss/boss-schema.js';

/**
 * Cancels a run that waits, and removes its job from the queue; requests the end of one that runs.
 *
 * @returns the run after it; null if there is none with that id.
 */
export async function cancelRun(on: Queryable, executionId: string): Promise<CancelRequest | null> {
  const request = await openRuns({ on }).requestCancel(executionId);
  if (request?.status !== 'cancelled') return request;
  // A worker that fetches it at this moment finds the run cancelled.
  await on.query(
    `delete from ${bossSchema}.job using public.pipeline_executions run
    where run.execution_id = $1 and job.name = 'run/' || run.job_name
      and job.id::text = $1 and job.state < 'active'`,
    [executionId],
  );
  return request;
}
