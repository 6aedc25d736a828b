import { WdhError } from '@wdh/pipeline-core';
import type { Queryable } from '@wdh/postgres';
import { openRuns, type PlannedExecution } from '@wdh/runs';
import type { Submitted } from './submission.js';

/** Records runs as queued, and says for each whether it is. */
export async function queuePlanned(
  on: Queryable,
  planned: readonly PlannedExecution[],
): Promise<readonly Submitted[]> {
  const runs = openRuns({ on });
  const submitted: Submitted[] = [];
  for (const execution of planned) {
    const { executionId } = execution;
    try {
      await runs.queueRun(execution);
      submitted.push({ executionId, status: 'queued', reason: null });
    } catch (error) {
      if (!(error instanceof WdhError) || error.code !== 'EXECUTION_EXISTS') throw error;
      submitted.push({ executionId, status: 'duplicate', reason: error.summary });
    }
  }
  return submitted;
}
