import { WdhError } from '@wdh/pipeline-core';

/** What ends a call before its answer. */
export interface CallLimits {
  readonly stepName: string;
  readonly timeoutMs: number;
  /** Aborted when the run ends. */
  readonly signal: AbortSignal;
  /** Is called before a call is ended, whose outcome is then unknown: the service may do its work. */
  readonly onCut: () => void;
}

/**
 * Makes a call that ends when its time is over or the signal is aborted, also if it does not listen to
 * the signal that it receives.
 *
 * @throws WdhError `PAID_CALL_TIMEOUT` (connection, retryable); the reason of the signal; what the call
 * throws.
 */
export function limitedCall<T>(
  call: (signal: AbortSignal) => PromiseLike<T>,
  { stepName, timeoutMs, signal, onCut }: CallLimits,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const ending = new AbortController();
    const cut = (reason: Error): void => {
      release();
      onCut();
      // First, so that what the call throws at its signal is not taken for the reason.
      reject(reason);
      ending.abort(reason);
    };
    const onAbort = (): void => cut(signal.reason as Error);
    const timer = setTimeout(() => cut(timedOut(stepName, timeoutMs)), timeoutMs);
    const release = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
    };
    signal.addEventListener('abort', onAbort, { once: true });
    // A call may throw before it returns a promise.
    const answered = (async () => {
      signal.throwIfAborted();
      return call(ending.signal);
    })();
    answered.finally(release).then(resolve, reject);
  });
}

function timedOut(stepName: string, timeoutMs: number): WdhError {
  return new WdhError(
    `A paid call of step ${stepName} took more than ${timeoutMs} ms. Its outcome is unknown, so its estimate is entered as spent, unless costOfFailure of the step decides otherwise.`,
    { code: 'PAID_CALL_TIMEOUT', category: 'connection', isRetryable: true },
  );
}
