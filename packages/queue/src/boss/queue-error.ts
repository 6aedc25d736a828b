import { WdhError } from '@wdh/pipeline-core';

/**
 * Returns an error of pg-boss as a WdhError: that of the database if it is the cause, otherwise
 * `QUEUE_ENGINE_FAILED`.
 */
export function queueErrorOf(error: unknown): WdhError {
  for (let found = error; found instanceof Error; found = found.cause) {
    if (found instanceof WdhError) return found;
  }
  const reason = error instanceof Error ? error.message : `a value of type ${typeof error}`;
  return new WdhError(`The queue engine failed: ${reason}.`, {
    code: 'QUEUE_ENGINE_FAILED',
    category: 'internal',
    cause: error,
  });
}
