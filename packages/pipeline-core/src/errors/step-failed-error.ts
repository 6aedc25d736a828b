import { errorLabel } from './error-facts.js';
import { WdhError, type ErrorContext } from './wdh-error.js';

/**
 * A step threw. The exception is the `cause`; it is never counted as a rejected row.
 *
 * Where the exception is a WdhError, category and retryability are taken from it. Where its category
 * is `budget`, the code and the summary are too: the step works, and its limit is what has to be
 * changed.
 */
export class StepFailedError extends WdhError {
  constructor(stepName: string, cause: unknown, context: ErrorContext) {
    const isBudget = cause instanceof WdhError && cause.category === 'budget';
    const summary = isBudget
      ? `Step ${stepName} was refused a paid call. ${cause.summary}`
      : `Step ${stepName} threw ${errorLabel(cause)}.`;
    super(summary, {
      ...context,
      code: isBudget ? cause.code : 'STEP_FAILED',
      category: cause instanceof WdhError ? cause.category : 'internal',
      isRetryable: cause instanceof WdhError && cause.isRetryable,
      cause,
      stepName,
    });
  }
}
