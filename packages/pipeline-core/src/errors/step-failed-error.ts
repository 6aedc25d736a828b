import { errorLabel } from './error-label.js';
import { WdhError, type ErrorContext } from './wdh-error.js';

/** A step threw. The exception is the `cause`; it is never taken for a row at fault. */
export class StepFailedError extends WdhError {
  constructor(stepName: string, cause: unknown, context: ErrorContext) {
    super(`Step ${stepName} threw ${errorLabel(cause)}.`, {
      code: 'STEP_FAILED',
      category: 'internal',
      isRetryable: cause instanceof WdhError && cause.isRetryable,
      cause,
      ...context,
      stepName,
    });
  }
}
