import type { Job } from '@wdh/job';
import { createLoadJob } from './load-job.js';

/** The jobs that every project has, by name: a recorded run of one can be repeated or replayed. */
export const builtInJobs: ReadonlyMap<string, Job> = new Map(
  [createLoadJob()].map((job) => [job.name, job]),
);
