import { WdhError } from '@wdh/pipeline-core';

/** Creates the error for a run whose record no longer belongs to this process. */
export function executionLost(executionId: string): WdhError {
  return new WdhError(
    `Run ${executionId} is no longer running: another process marked it abandoned, or continues it.`,
    { code: 'EXECUTION_LOST', category: 'locked', isRetryable: true },
  );
}

/** Whether an error is that of `executionLost`. */
export function isExecutionLost(error: unknown): boolean {
  return error instanceof WdhError && error.code === 'EXECUTION_LOST';
}
