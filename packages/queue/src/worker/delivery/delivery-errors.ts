import { WdhError } from '@wdh/pipeline-core';

/** Creates the error for a job that pg-boss has handed out again, or that was removed. */
export function claimLost(queue: string, id: string): WdhError {
  return new WdhError(
    `This worker lost its claim on job ${id} of queue ${queue}: its heartbeat was not seen in time, ` +
      'the job took too long, or it was removed. Nothing of this delivery is kept; another one does the work.',
    // Not retryable: a further attempt of the same delivery would lose it again.
    { code: 'CLAIM_LOST', category: 'locked' },
  );
}

/** Creates the error for work that a worker ends because it stops. */
export function workerStopped(): WdhError {
  return new WdhError('The worker stopped before the run ended. The run is queued again.', {
    code: 'WORKER_STOPPED',
    category: 'interrupted',
    isRetryable: true,
  });
}

/** Creates the error for work that a worker ends because its process has failed. */
export function workerFailed(cause: unknown): WdhError {
  return new WdhError(
    'The worker failed before the run ended, by this run or another one: see its log. The run is tried again.',
    { code: 'WORKER_FAILED', category: 'internal', isRetryable: true, cause },
  );
}
