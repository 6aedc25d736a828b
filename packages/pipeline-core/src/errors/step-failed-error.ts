import { errorLabel } from './error-facts.js';
import { WdhError, type ErrorContext } from './wdh-error.js';

/**
 * A step threw. The exception is the `cause`; it is never counted as a rejected row.
 *
 * Where the exception is a WdhError, category and retryability are taken from it.
 */
export class StepFailedError extends WdhError {
  constructor(stepName: string, cause: unknown, context: ErrorContext) {
    super(`Step ${stepName} threw ${errorLabel(cause)}.`, {
      ...context,
      code: 'STEP_FAILED',
      category: cause instanceof WdhError ? cause.category : 'internal',
      isRetryable: cause instanceof WdhError && cause.isRetryable,
      cause,
      stepName,
    });
  }
}
