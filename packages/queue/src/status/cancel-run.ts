import type { Queryable } from '@wdh/postgres';
import { type CancelRequest, openRuns } from '@wdh/runs';
import { bossSchema } from '../boss/boss-schema.js';
import { isUuid } from '../submit/is-uuid.js';

/**
 * Cancels a run that waits, and removes its job from the queue; requests the end of one that runs. A
 * run that failed or was abandoned waits as well, if the queue delivers it again.
 *
 * @returns the run after it; null if there is none with that id.
 */
export async function cancelRun(on: Queryable, executionId: string): Promise<CancelRequest | null> {
  const isDeliveredAgain =
    isUuid(executionId) && (await on.query(openJob('select'), [executionId])).count > 0;
  const request = await openRuns({ on }).requestCancel(executionId, { isDeliveredAgain });
  if (request?.status !== 'cancelled' || !isDeliveredAgain) return request;
  // A worker that fetches it at this moment finds the run cancelled.
  await on.query(openJob('delete', 'active'), [executionId]);
  return request;
}

/** The statement for the job of a run, which is found by its key, however many wait. */
const openJob = (verb: 'select' | 'delete', below: 'active' | 'completed' = 'completed'): string =>
  `${verb} from ${bossSchema}.job
  where name = (select 'run/' || job_name from public.pipeline_executions where execution_id = $1)
    and id = $1::text::uuid and state < '${below}'`;
