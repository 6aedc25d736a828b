import { WdhError } from '@wdh/pipeline-core';
import type { Queryable } from '@wdh/postgres';
import { openReplay, type PlannedExecution } from '@wdh/runs';
import type { Job } from '../declare/job.js';
import { storableRequest } from '../request/storable-request.js';
import { plannedExecution, type PlannedExecutionOptions } from '../run/planned-execution.js';
import { replayRequest, type ReplayOptions } from './replay-request.js';
import { replayedRunOf } from './replayed-run.js';

/**
 * Checks whether the rejected rows of a run can be replayed, and returns the record of the run that
 * `replayRun` starts under the same id.
 *
 * @throws WdhError `RUN_NOT_FOUND`; `REPLAY_REFUSED`, also if no row is left that can be replayed;
 * `REQUEST_HAS_SECRET`, `REQUEST_INVALID`, `PARAMETERS_INVALID` or `PARTITION_INVALID` (usage).
 */
export async function plannedReplay(
  on: Queryable,
  job: Job,
  executionId: string,
  planned: Omit<PlannedExecutionOptions, 'trigger' | 'parentExecutionId'>,
  options: ReplayOptions = {},
): Promise<PlannedExecution> {
  const { run: replayedRun, counts } = await openReplay(on, executionId);
  const run = await replayedRunOf(on, job, replayedRun);
  if (counts.replayable === 0) {
    throw new WdhError(
      `Run ${replayedRun} has no rejected rows that can be replayed: all are repaired, or were stored without their record. Load them as a file.`,
      { code: 'REPLAY_REFUSED', category: 'usage' },
    );
  }
  const { input, ...asked } = replayRequest(job, run, options);
  const request = { ...storableRequest(job, asked), input };
  const origin = { ...planned, trigger: 'replay', parentExecutionId: replayedRun } as const;
  // A replay completes a partition that is loaded.
  return { ...(await plannedExecution(job, request, origin)), partition: undefined };
}
