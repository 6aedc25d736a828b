import { WdhError } from '@wdh/pipeline-core';
import type { Queryable } from '@wdh/postgres';
import { executionExists } from '../executions/execution-exists.js';
import type { PlannedExecution } from '../executions/execution.js';
import { queueExecutions } from './queue-executions.js';

/**
 * Records a requested run as `queued`. A load of a pipeline that is bound with the same
 * `executionId` starts it; of several processes that try, one does.
 *
 * @throws WdhError `EXECUTION_EXISTS` if a run with that id exists, or a run that waits has its
 * `submitKey`, or a run that waits or runs its `overlapKey`; `REQUEST_NOT_RECORDABLE` and
 * `PIPELINE_NOT_RECORDABLE`.
 */
export async function queueExecution(on: Queryable, planned: PlannedExecution): Promise<void> {
  const [queued] = await queueExecutions(on, [planned]);
  if (queued?.status === 'queued') return;
  if (queued === undefined || queued.status === 'exists') {
    throw executionExists(planned.executionId);
  }
  throw new WdhError(
    `Run ${queued.holder} with the same key ${queued.status === 'overlaps' ? 'waits or runs' : 'waits'} already. Wait for it, or choose another key.`,
    { code: 'EXECUTION_EXISTS', category: 'usage' },
  );
}
