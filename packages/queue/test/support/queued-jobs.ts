import { defineJob, type Job, rows } from '@wdh/job';
import { type JobDepth, runQueue, type Submitted } from '../../src/index.js';
import type { UsedQueue } from './use-queue.js';

let jobs = 0;

/** Declares a job that no other test submits. */
export function newJob(): Job {
  jobs += 1;
  return defineJob({
    name: `job-${jobs}`,
    source: rows('people', () => [{ id: '1', name: 'Ann' }]),
    into: 'public.people',
    steps: (steps) => steps,
  });
}

/** Returns what the queue holds of a job; undefined if it never held a run of it. */
export async function depthOf({ queue }: UsedQueue, job: Job): Promise<JobDepth | undefined> {
  return (await queue.status()).jobs.find((depth) => depth.job === job.name);
}

/** Fetches a run until its attempts are used up, as a worker does whose runs fail. */
export async function die(
  { queue, sql }: UsedQueue,
  { executionId }: Submitted,
  job: Job,
): Promise<void> {
  const name = runQueue(job.name);
  await sql`update wdh_queue.job set retry_limit = 0 where id = ${executionId}`;
  const [fetched] = await queue.boss.fetch(name, { includeMetadata: true });
  if (fetched?.id !== executionId) throw new Error('another run was fetched');
  await queue.boss.fail(name, fetched, new Error('no'));
  await sql`update pipeline_executions set status = 'failed', error_code = 'VALUE_INVALID',
    error_message = 'A value does not fit.', completed_at = now() where execution_id = ${executionId}`;
}
