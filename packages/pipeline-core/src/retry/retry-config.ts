import { WdhError } from '../errors/wdh-error.js';

/** An error that may be retried: an error class, the value of an error's `code`, or a predicate. */
export type RetriableError =
  (abstract new (...args: never) => Error) | string | ((error: unknown) => boolean);

/** Configures retries: number of attempts, waits, and the errors that are retried. */
export interface RetryConfig {
  /** Attempts in all, the first included. Default 3 (in a step: `maxRetries` of the pipeline, plus one). */
  readonly maxAttempts?: number | undefined;
  /** Wait before the second attempt; doubles with each further one. Default 1000 (in a step: `retryBackoffMs` of the pipeline). */
  readonly backoffMs?: number | undefined;
  /** The longest wait between two attempts, jitter included. Default 30000. */
  readonly maxBackoffMs?: number | undefined;
  /**
   * Whether to lengthen each wait by a random part, up to twice its length, so that many callers do
   * not retry at the same time. Default true.
   */
  readonly jitter?: boolean | undefined;
  /**
   * The errors that are retried. Any other error ends the operation at once, and so does every error
   * of category `budget`.
   */
  readonly retriableErrors: readonly RetriableError[];
}

/** A timer set for longer fires at once. */
const longestTimerMs = 2 ** 31 - 1;

/**
 * Fills in the defaults.
 *
 * @throws WdhError `RETRY_CONFIG_INVALID` when a number is out of its range.
 */
export function completeRetryConfig(config: RetryConfig): {
  readonly [Key in keyof RetryConfig]-?: NonNullable<RetryConfig[Key]>;
} {
  const { retriableErrors, maxAttempts = 3, jitter = true } = config;
  const { backoffMs = 1000, maxBackoffMs = 30_000 } = config;
  checkRange('maxAttempts', maxAttempts, 1, Number.MAX_SAFE_INTEGER);
  checkRange('backoffMs', backoffMs, 0, longestTimerMs);
  checkRange('maxBackoffMs', maxBackoffMs, 0, longestTimerMs);
  return { maxAttempts, backoffMs, maxBackoffMs, jitter, retriableErrors };
}

function checkRange(option: string, value: number, least: number, most: number): void {
  if (Number.isSafeInteger(value) && value >= least && value <= most) return;
  throw new WdhError(`Retry option ${option} must be a whole number from ${least} to ${most}.`, {
    code: 'RETRY_CONFIG_INVALID',
    category: 'usage',
    field: option,
  });
}

/**
 * Returns whether the list matches this error. A predicate that throws does not match, and an error of
 * category `budget` is never matched.
 */
export function isRetriable(error: unknown, retriableErrors: readonly RetriableError[]): boolean {
  if (error instanceof WdhError && error.category === 'budget') return false;
  return retriableErrors.some((retriable) => {
    if (typeof retriable === 'string') return codeOf(error) === retriable;
    if (isErrorClass(retriable)) return error instanceof retriable;
    try {
      return retriable(error);
    } catch {
      // The exception of the operation matters more than one of the predicate.
      return false;
    }
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
