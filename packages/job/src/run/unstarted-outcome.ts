import type { Job } from '../declare/job.js';
import { targetName } from '../declare/target-name.js';
import type { RunRequest } from '../request/run-request.js';
import { planRun } from './plan-run.js';
import { RunNotes } from './run-notes.js';
import type { RunOutcome } from './run-outcome.js';

/**
 * Returns the outcome of a run that could not even be started, such as without a database. Nothing
 * is recorded.
 *
 * @throws WdhError `REQUEST_INVALID` or `PARAMETERS_INVALID` (usage).
 */
export async function unstartedOutcome(
  job: Job,
  request: RunRequest,
  executionId: string,
  error: unknown,
): Promise<RunOutcome> {
  const { plan, inputName: input, mode } = await planRun(job, request);
  const known = { executionId, jobName: job.name, target: targetName(plan.into), mode, input };
  return new RunNotes().failed(known, error, 0);
}
