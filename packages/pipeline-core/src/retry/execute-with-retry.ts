import pRetry from 'p-retry';
import { errorLabel } from '../errors/error-facts.js';
import { guardedLogger } from '../guarded-logger.js';
import { type Logger, silentLogger } from '../logger.js';
import { abortable } from '../waiting/abortable.js';
import { onAbort } from '../waiting/on-abort.js';
import { completeRetryConfig, isRetriable, type RetryConfig } from './retry-config.js';

/** The context of a retried operation: name, logger and signal. */
export interface RetryOptions {
  /** Names the operation in the log. Default `operation`. */
  readonly operation?: string | undefined;
  /**
   * Receives `retry.attempt.failed` for every failed attempt, and `retry.succeeded` for a success
   * after the first attempt. Default: {@link silentLogger}.
   */
  readonly logger?: Logger | undefined;
  /** Ends the waiting at once, with the signal's reason. Default: never. */
  readonly signal?: AbortSignal | undefined;
}

/** Carries the exception of an attempt through the retry library, which treats some classes specially. */
class FailedAttempt extends Error {}

/**
 * Runs an operation until it succeeds, fails with an error that is not listed, or has used its
 * attempts.
 *
 * The waits are `backoffMs`, twice that, four times that and so on, never above `maxBackoffMs`.
 *
 * @param operation - Called with the number of the attempt, from 1.
 * @throws The exception of the last attempt, unchanged; the signal's reason when aborted.
 * @throws WdhError `RETRY_CONFIG_INVALID` when a number is out of its range.
 * @example
 * const rate = await executeWithRetry(() => fetchRate('EUR'), { retriableErrors: ['ECONNRESET'] });
 */
export async function executeWithRetry<T>(
  operation: (attempt: number) => T | PromiseLike<T>,
  config: RetryConfig,
  options: RetryOptions = {},
): Promise<T> {
  const { maxAttempts, backoffMs, maxBackoffMs, jitter, retriableErrors } =
    completeRetryConfig(config);
  const { signal = new AbortController().signal, operation: name = 'operation' } = options;
  const logger = guardedLogger(options.logger ?? silentLogger);
  signal.throwIfAborted();

  async function attemptOnce(attempt: number): Promise<T> {
    try {
      const outcome = await abortable(Promise.resolve(operation(attempt)), signal);
      if (attempt > 1) logger.info('retry.succeeded', { operation: name, attempt });
      return outcome;
    } catch (error) {
      throw new FailedAttempt('attempt failed', { cause: error });
    }
  }

  // Each operation has its own signal: many operations may wait at once, each with a listener.
  const stop = new AbortController();
  const forget = onAbort(signal, () => stop.abort(signal.reason));
  try {
    return await pRetry(attemptOnce, {
      retries: maxAttempts - 1,
      factor: 2,
      minTimeout: backoffMs,
      maxTimeout: maxBackoffMs,
      randomize: jitter,
      signal: stop.signal,
      onFailedAttempt: ({ error, attemptNumber: attempt }) => {
        signal.throwIfAborted();
        const { cause } = error;
        const retriable = isRetriable(cause, retriableErrors);
        logger.warn('retry.attempt.failed', {
          operation: name,
          attempt,
          maxAttempts,
          error: errorLabel(cause),
          retriable,
        });
        if (!retriable) throw error;
      },
    });
  } catch (error) {
    signal.throwIfAborted();
    throw error instanceof FailedAttempt ? error.cause : error;
  } finally {
    forget();
  }
}
