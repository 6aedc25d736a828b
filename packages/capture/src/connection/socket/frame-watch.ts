import type { FeedClock } from '../feed-clock.js';

/** What a {@link FrameWatch} needs. */
export interface FrameWatchOptions {
  readonly silenceMs: number;
  readonly provedAfterMs: number;
  readonly clock: FeedClock;
  /** Is called once, when nothing has arrived for `silenceMs`. */
  readonly onSilence: () => void;
  /** Is called once, for a frame at an age of `provedAfterMs` or more. */
  readonly onProved: () => void;
}

/** Notices that nothing arrives on an open connection, and that it has proved itself. */
export class FrameWatch {
  readonly #options: FrameWatchOptions;
  readonly #startedAt: number;
  #frameAt: number;
  #isProved = false;
  #isPaused = false;
  #cancel: () => void = () => undefined;

  constructor(options: FrameWatchOptions) {
    this.#options = options;
    this.#startedAt = options.clock.now();
    this.#frameAt = this.#startedAt;
    this.#lookIn(options.silenceMs);
  }

  /** Notes a message, ping or pong. */
  frame(): void {
    const { clock, provedAfterMs, onProved } = this.#options;
    this.#frameAt = clock.now();
    if (this.#isProved || this.#frameAt - this.#startedAt < provedAfterMs) return;
    this.#isProved = true;
    onProved();
  }

  /** Nothing can arrive on a socket that is not read. */
  pause(): void {
    this.#isPaused = true;
  }

  resume(): void {
    this.#isPaused = false;
    this.#frameAt = this.#options.clock.now();
  }

  stop(): void {
    this.#cancel();
  }

  #lookIn(ms: number): void {
    this.#cancel = this.#options.clock.after(ms, () => {
      // What arrived while this process was busy or stopped is read first.
      const turn = setImmediate(() => this.#look());
      this.#cancel = () => clearImmediate(turn);
    });
  }

  #look(): void {
    const { clock, silenceMs, onSilence } = this.#options;
    const quietMs = this.#isPaused ? 0 : clock.now() - this.#frameAt;
    if (quietMs >= silenceMs) onSilence();
    else this.#lookIn(silenceMs - quietMs);
  }
}
