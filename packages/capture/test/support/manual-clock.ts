import type { FeedClock } from '../../src/index.js';

interface Alarm {
  readonly at: number;
  readonly call: () => void;
}

/** A clock that only a test moves. */
export class ManualClock implements FeedClock {
  readonly #alarms = new Set<Alarm>();
  #now = Date.UTC(2026, 0, 1);

  now(): number {
    return this.#now;
  }

  after(ms: number, call: () => void): () => void {
    const alarm = { at: this.#now + ms, call };
    this.#alarms.add(alarm);
    return () => this.#alarms.delete(alarm);
  }

  /** Waits of the alarms, the shortest first. */
  get waits(): readonly number[] {
    return [...this.#alarms].map(({ at }) => at - this.#now).sort((a, b) => a - b);
  }

  /** Moves the clock, and calls the alarms on the way, in order. */
  advance(ms: number): void {
    const end = this.#now + ms;
    for (;;) {
      const due = [...this.#alarms].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
      if (due === undefined) break;
      this.#alarms.delete(due);
      this.#now = Math.max(this.#now, due.at);
      due.call();
    }
    this.#now = end;
  }
}
