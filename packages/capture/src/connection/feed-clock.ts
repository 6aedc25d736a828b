/** The time of a connection; a test passes one that it moves by hand. */
export interface FeedClock {
  /** Returns the time in milliseconds since 1970. It never goes backwards. */
  now(): number;
  /** Calls back once after a number of milliseconds; returns a function that cancels the call. */
  after(ms: number, call: () => void): () => void;
}

/** The clock of the machine. It ignores corrections of the time of day after the start. */
export const systemClock: FeedClock = Object.freeze({
  now: () => performance.timeOrigin + performance.now(),
  after: (ms: number, call: () => void) => {
    const timer = setTimeout(call, ms);
    return () => clearTimeout(timer);
  },
});

/** Waits for a number of milliseconds, or until the signal is aborted. Leaves no listener behind. */
export function pauseFor(ms: number, clock: FeedClock, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const finish = (): void => {
      cancel();
      signal.removeEventListener('abort', finish);
      resolve();
    };
    const cancel = clock.after(ms, finish);
    signal.addEventListener('abort', finish);
  });
}

/** Waits for a number of milliseconds; returns false at once when the promise is resolved earlier. */
export function elapsesBefore(
  end: Promise<unknown>,
  ms: number,
  clock: FeedClock,
): Promise<boolean> {
  return new Promise((resolve) => {
    const cancel = clock.after(ms, () => resolve(true));
    void end.then(() => {
      cancel();
      resolve(false);
    });
  });
}
