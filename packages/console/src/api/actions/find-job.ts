import type { Job } from '@wdh/job';
import type { Run } from '@wdh/runs';
import { Refusal } from '../../http/refusal.js';
import type { Launcher } from '../../launch/launcher.js';
import type { ActionParts } from './action-parts.js';

/** Returns a job of the project. @throws Refusal 404 `JOB_NOT_FOUND` */
export function findJob({ project }: Pick<ActionParts, 'project'>, name: string): Job {
  const job = project.jobs.get(name);
  if (job !== undefined) return job;
  throw new Refusal(
    404,
    'JOB_NOT_FOUND',
    'This console does not have the job: wdh.config.ts does not list it. Add it and start the console again.',
  );
}

/** Returns the job of a recorded run. @throws Refusal 404 `JOB_NOT_FOUND` */
export function jobOfRun(parts: Pick<ActionParts, 'project'>, run: Run): Job {
  return findJob(parts, run.jobName ?? run.pipelineName);
}

/** Returns a run. @throws Refusal 404 `RUN_NOT_FOUND` */
export async function findRun(
  { runs }: Pick<ActionParts, 'runs'>,
  executionId: string,
): Promise<Run> {
  const run = await runs.getRun(executionId);
  if (run !== null) return run;
  throw new Refusal(
    404,
    'RUN_NOT_FOUND',
    'There is no run with this id. It may have been deleted.',
  );
}

/** Returns what starts runs. @throws Refusal 409 `LAUNCH_UNAVAILABLE` */
export function launcherOf({ launcher }: Pick<ActionParts, 'launcher'>): Launcher {
  if (launcher !== null) return launcher;
  throw new Refusal(
    409,
    'LAUNCH_UNAVAILABLE',
    'This console only shows runs: it has neither a queue nor a database to load into.',
  );
}
