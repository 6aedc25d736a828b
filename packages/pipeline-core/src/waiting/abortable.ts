import { onAbort } from './on-abort.js';

/** Waits for a promise, or for the signal: whichever comes first. Leaves no listener behind. */
export function abortable<T>(pending: PromiseLike<T>, signal: AbortSignal): Promise<T> {
  // Called once: for some query builders every `then` is another execution.
  const outcome = Promise.resolve(pending);
  return new Promise((resolve, reject) => {
    const end = (): void => reject(signal.reason as Error);
    if (signal.aborted) {
      end();
    } else {
      const forget = onAbort(signal, end);
      outcome.then(forget, forget);
    }
    // Always handled: a rejection after the signal must not count as unhandled.
    outcome.then(resolve, reject);
  });
}
