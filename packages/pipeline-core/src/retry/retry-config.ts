/** What may be tried again: a class of error, the value of an error's `code`, or a predicate. */
export type RetriableError =
  (abstract new (...args: never) => Error) | string | ((error: unknown) => boolean);

/** How often and how patiently something is tried again. Only what is listed is. */
export interface RetryConfig {
  /** Attempts in all, the first included. Default 3 (in a step: `maxRetries` of the pipeline, plus one). */
  readonly maxAttempts?: number | undefined;
  /** Wait before the second attempt; doubles with each further one. Default 1000 (in a step: `retryBackoffMs` of the pipeline). */
  readonly backoffMs?: number | undefined;
  /** The longest wait between two attempts. Default 30000. */
  readonly maxBackoffMs?: number | undefined;
  /** Whether to lengthen each wait by a random part, up to twice, so that many callers do not return at once. Default true. */
  readonly jitter?: boolean | undefined;
  /** The errors worth another attempt. Anything else ends it at once. */
  readonly retriableErrors: readonly RetriableError[];
}

/** Whether the list names this error. */
export function isRetriable(error: unknown, retriableErrors: readonly RetriableError[]): boolean {
  return retriableErrors.some((retriable) => {
    if (typeof retriable === 'string') return codeOf(error) === retriable;
    return isErrorClass(retriable) ? error instanceof retriable : retriable(error);
  });
}

function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
}

function isErrorClass(
  candidate: Exclude<RetriableError, string>,
): candidate is Exclude<RetriableError, string> & (abstract new (...args: never) => Error) {
  const { prototype } = candidate as { prototype?: unknown };
  return prototype === Error.prototype || prototype instanceof Error;
}
