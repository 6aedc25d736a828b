import type { NewJob, NewJobOptions } from './design-job.js';

/**
 * Reads a whole file and designs a job for it. Nothing is written.
 *
 * @throws WdhError `JOB_NAME_INVALID`, `JOB_EXISTS`, `KEY_INVALID`, `TABLE_NAME_INVALID`,
 * `WORKSPACE_INVALID` (usage), and those of reading the file
 */
export async function newJob(options: NewJobOptions): Promise<NewJob> {
  // Programs of one job import this package as well, and need no parser of TypeScript.
  const { designJob } = await import('./design-job.js');
  return designJob(options);
}
