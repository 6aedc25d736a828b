import { WdhError } from '@wdh/pipeline-core';
import type { Queryable } from '@wdh/postgres';
import { sql } from 'drizzle-orm';
import { originColumns } from '../requests/run-origin.js';
import { pipelineExecutions } from '../schema.js';
import { runStatement } from '../statements/run-statement.js';
import { checkRecordable } from '../text/recordable-text.js';
import { checkPlanned } from './check-planned.js';
import type { PlannedExecution } from './execution.js';

/**
 * Records a requested run as `queued`. A load of a pipeline that is bound with the same
 * `executionId` starts it; of several processes that try, one does.
 *
 * @throws WdhError `EXECUTION_EXISTS` if a run with that id exists, `REQUEST_NOT_RECORDABLE` and
 * `PIPELINE_NOT_RECORDABLE`.
 */
export async function queueExecution(on: Queryable, planned: PlannedExecution): Promise<void> {
  const { executionId, pipelineName, pipelineVersion, target, mode, isForced, origin } = planned;
  checkPlanned(planned);
  await checkRecordable(on, 'name of the pipeline', pipelineName);
  await checkRecordable(on, 'version of the pipeline', pipelineVersion);
  const origins = await originColumns(on, origin);
  const queued = await runStatement(on, (database) =>
    database
      .insert(pipelineExecutions)
      .values({
        executionId,
        pipelineName,
        pipelineVersion,
        // The column is NOT NULL; the start of the run overwrites it.
        startedAt: sql`clock_timestamp()`,
        requestedAt: sql`clock_timestamp()`,
        status: 'queued',
        target,
        loadMode: mode,
        isForced,
        ...origins,
      })
      .onConflictDoNothing({ target: pipelineExecutions.executionId })
      .returning({ executionId: pipelineExecutions.executionId }),
  );
  if (queued.length === 0) throw executionExists(executionId);
}

/** Creates the error for an id that exists. */
export function executionExists(executionId: string): WdhError {
  return new WdhError(
    `There is a run ${executionId} already. Bind the pipeline again for another run.`,
    { code: 'EXECUTION_EXISTS', category: 'usage' },
  );
}
