const prefix = 'run/';

/** The queue of the ticks of schedules. */
export const ticksQueue = 'ticks';

/** The queue of jobs that are not tried again. */
export const deadQueue = 'dead';

/** Returns the queue of the runs of a job. */
export function runQueue(jobName: string): string {
  return `${prefix}${jobName}`;
}

/** Returns the job of a queue of runs; null for another queue. */
export function jobOfQueue(queue: string): string | null {
  return queue.startsWith(prefix) ? queue.slice(prefix.length) : null;
}
