import { errorLabel } from './error-facts.js';
import { WdhError, type ErrorContext } from './wdh-error.js';

/**
 * A step threw. The exception is the `cause`; it is never taken for a row at fault.
 *
 * Where the exception says itself what helps against it (a WdhError), category and retryability
 * are those of the exception.
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
