import type { Replay } from '@wdh/runs';
import type { Job } from '../declare/job.js';

/** Returns a job that takes the rejected rows of a run instead of the input of its source. */
export function withReplay(job: Job, replay: Replay): Job {
  const source = { example: null, open: () => replay.source };
  return {
    ...job,
    example: null,
    plan: (params, partition) => ({ ...job.plan(params, partition), source, replay }),
  };
}
