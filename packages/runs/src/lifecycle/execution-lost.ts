import { WdhError } from '@wdh/pipeline-core';

/** The record of a run does not belong to this process any more. */
export function executionLost(executionId: string): WdhError {
  return new WdhError(
    `Run ${executionId} is not running any more: another process took it for dead.`,
    { code: 'EXECUTION_LOST', category: 'locked', isRetryable: true },
  );
}
