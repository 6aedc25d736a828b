import type { PlannedExecution, RunOrigin } from '@wdh/runs';
import type { Job } from '../declare/job.js';
import { targetName } from '../declare/target-name.js';
import type { RunRequest } from '../request/run-request.js';
import { partitionOf } from './load-job.js';
import { planRun } from './plan-run.js';

/** Who requested a run, and its id. */
export interface PlannedExecutionOptions extends Omit<RunOrigin, 'jobName' | 'request'> {
  readonly executionId: string;
  /** The time that decides which partitions have begun. Default: now. */
  readonly now?: Date | undefined;
}

/**
 * Checks a request against its job, and returns the record of the run that it requests.
 *
 * @throws WdhError `REQUEST_INVALID`, `PARAMETERS_INVALID` or `PARTITION_INVALID` (usage).
 */
export async function plannedExecution(
  job: Job,
  request: RunRequest,
  { executionId, now, ...origin }: PlannedExecutionOptions,
): Promise<PlannedExecution> {
  const { plan, mode, request: planned } = await planRun(job, request, now);
  // With the query of an address, unlike the record of a run that has started: it may be needed again.
  const complete = request.input === undefined ? planned : { ...planned, input: request.input };
  return {
    executionId,
    pipelineName: job.name,
    pipelineVersion: job.version,
    target: targetName(plan.into),
    mode,
    isForced: complete.force ?? false,
    partition: partitionOf(complete),
    origin: { ...origin, jobName: job.name, request: complete },
  };
}
