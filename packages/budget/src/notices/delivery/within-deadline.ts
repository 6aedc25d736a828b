/** The limits of one call to a service that may never answer. */
export interface CallLimits {
  /** Milliseconds. */
  readonly deadlineMs: number;
  /** What the call rejects with then. */
  readonly onDeadline: () => Error;
  /** Ends the call early. */
  readonly signal?: AbortSignal | undefined;
}

/** Calls a service, and waits for it until the deadline; then its signal is aborted, and the call rejects. */
export async function withinDeadline<T>(
  { deadlineMs, onDeadline, signal }: CallLimits,
  call: (signal: AbortSignal) => PromiseLike<T>,
): Promise<T> {
  const own = new AbortController();
  const timer = setTimeout(() => own.abort(onDeadline()), deadlineMs);
  const end = (): void => own.abort(signal?.reason);
  signal?.addEventListener('abort', end, { once: true });
  try {
    return await new Promise<T>((resolve, reject) => {
      own.signal.addEventListener('abort', () => reject(own.signal.reason as Error), {
        once: true,
      });
      if (signal?.aborted === true) end();
      // A service that throws before it returns a promise rejects like one that does so later.
      else
        Promise.resolve()
          .then(() => call(own.signal))
          .then(resolve, reject);
    });
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', end);
  }
}
