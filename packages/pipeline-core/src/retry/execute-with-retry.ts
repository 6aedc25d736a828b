import pRetry from 'p-retry';
import { abortable } from '../cancellation/abortable.js';
import { errorLabel } from '../errors/error-label.js';
import { WdhError } from '../errors/wdh-error.js';
import { type Logger, silentLogger } from '../logger.js';
import { isRetriable, type RetryConfig } from './retry-config.js';

/** What surrounds an operation that is retried. */
export interface RetryOptions {
  /** Names the operation in the log. Default `operation`. */
  readonly operation?: string | undefined;
  /** Hears `retry.attempt.failed` of every attempt that failed. Default: silent. */
  readonly logger?: Logger | undefined;
  /** Ends the waiting at once, with the signal's reason. Default: never. */
  readonly signal?: AbortSignal | undefined;
}

/** Carries what an attempt threw through the retry library, which has opinions on some classes. */
class FailedAttempt extends Error {}

/**
 * Runs an operation until it succeeds, fails for good, or has had its attempts.
 *
 * The waits are `backoffMs`, twice that, four times that and so on, never above `maxBackoffMs`.
 *
 * @param operation - Called with the number of the attempt, from 1.
 * @throws What the last attempt threw, as it is; the signal's reason when aborted.
 * @throws WdhError `RETRY_CONFIG_INVALID` when a number is out of its range.
 * @example
 * const rate = await executeWithRetry(() => fetchRate('EUR'), { retriableErrors: ['ECONNRESET'] });
 */
export async function executeWithRetry<T>(
  operation: (attempt: number) => T | Promise<T>,
  config: RetryConfig,
  options: RetryOptions = {},
): Promise<T> {
  const { maxAttempts = 3, backoffMs = 1000, maxBackoffMs = 30_000, jitter = true } = config;
  checkRange('maxAttempts', maxAttempts, 1);
  checkRange('backoffMs', backoffMs, 0);
  checkRange('maxBackoffMs', maxBackoffMs, 0);
  const { logger = silentLogger, signal, operation: name = 'operation' } = options;
  try {
    return await pRetry(
      async (attempt) => {
        try {
          const outcome = Promise.resolve(operation(attempt));
          return await (signal === undefined ? outcome : abortable(outcome, signal));
        } catch (error) {
          throw new FailedAttempt('attempt failed', { cause: error });
        }
      },
      {
        retries: maxAttempts - 1,
        factor: 2,
        minTimeout: backoffMs,
        maxTimeout: maxBackoffMs,
        randomize: jitter,
        ...(signal === undefined ? {} : { signal }),
        shouldRetry: ({ error }) => isRetriable(error.cause, config.retriableErrors),
        onFailedAttempt: ({ error, attemptNumber }) => {
          if (signal?.aborted === true) return;
          logger.warn('retry.attempt.failed', {
            operation: name,
            attempt: attemptNumber,
            maxAttempts,
            error: errorLabel(error.cause),
            retriable: isRetriable(error.cause, config.retriableErrors),
          });
        },
      },
    );
  } catch (error) {
    throw error instanceof FailedAttempt ? error.cause : error;
  }
}

function checkRange(option: string, value: number, least: number): void {
  if (Number.isSafeInteger(value) && value >= least) return;
  throw new WdhError(`Retry option ${option} must be a whole number from ${least}.`, {
    code: 'RETRY_CONFIG_INVALID',
    category: 'usage',
    field: option,
  });
}
