import { WdhError, type ErrorContext } from './wdh-error.js';

/** A step threw. The exception is the `cause`; it is never taken for a row at fault. */
export class StepFailedError extends WdhError {
  constructor(stepName: string, cause: unknown, context: ErrorContext) {
    super(`Step ${stepName} threw ${nameOf(cause)}.`, {
      code: 'STEP_FAILED',
      category: 'internal',
      isRetryable: cause instanceof WdhError && cause.isRetryable,
      cause,
      ...context,
      stepName,
    });
  }
}

/** The message is left out: it may hold cell values. */
function nameOf(cause: unknown): string {
  if (cause instanceof WdhError) return `${cause.name} [${cause.code}]`;
  return cause instanceof Error ? cause.name : `a value of type ${typeof cause}`;
}
