import { WdhError } from '@wdh/pipeline-core';
import type { Queryable } from '@wdh/postgres';
import { openRuns, type Run } from '@wdh/runs';
import type { Job } from '../declare/job.js';

/**
 * Returns the run whose rejected rows are replayed by a job.
 *
 * @throws WdhError `RUN_NOT_FOUND`, or `REPLAY_REFUSED` for a run of another job.
 */
export async function replayedRunOf(
  on: Queryable,
  job: Pick<Job, 'name'>,
  executionId: string,
): Promise<Run> {
  const run = await openRuns({ on }).getRun(executionId);
  if (run !== null) {
    checkIsOf(job, run);
    return run;
  }
  throw new WdhError(`Run ${executionId} was deleted. List the runs to find another.`, {
    code: 'RUN_NOT_FOUND',
    category: 'usage',
  });
}

function checkIsOf(job: Pick<Job, 'name'>, { executionId, jobName, pipelineName }: Run): void {
  const name = jobName ?? pipelineName;
  if (name === job.name) return;
  throw new WdhError(
    `Run ${executionId} is of job ${name}, not of ${job.name}. Replay it by that job.`,
    {
      code: 'REPLAY_REFUSED',
      category: 'usage',
    },
  );
}
