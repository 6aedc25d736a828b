import { systemClock } from '../../src/connection/feed-clock.js';
import type { FeedClock } from '../../src/index.js';

/** The clock of the machine, with the number of its timers that are set. */
export class WatchedClock implements FeedClock {
  readonly #timers = new Set<object>();

  get timers(): number {
    return this.#timers.size;
  }

  now(): number {
    return systemClock.now();
  }

  after(ms: number, call: () => void): () => void {
    const timer = {};
    this.#timers.add(timer);
    const cancel = systemClock.after(ms, () => {
      this.#timers.delete(timer);
      call();
    });
    return () => {
      this.#timers.delete(timer);
      cancel();
    };
  }
}
