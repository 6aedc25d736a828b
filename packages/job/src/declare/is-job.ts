import type { Job } from './job.js';

/** Whether a value is a job, also one that was not made by `defineJob`. */
export function isJob(value: unknown): value is Job {
  const { name, plan } = Object(value) as Partial<Job>;
  return typeof name === 'string' && typeof plan === 'function';
}
