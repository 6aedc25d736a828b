import { setTimeout as sleep } from 'node:timers/promises';

/** What a {@link Poller} does. */
export interface PolledWork {
  /** Looks once. */
  readonly look: () => Promise<void>;
  /** Whether to look at all. */
  readonly isNeeded: () => boolean;
  /** Is called with the error of a look, with null after one without, and if one takes long. */
  readonly onTrouble: (error: unknown) => void;
}

const intervalMs = 500;
/** A look that takes longer is trouble, although it may still end, in milliseconds. */
const patienceMs = 3_000;

/** Thrown at a look that takes long. */
export const noAnswer = Symbol('no answer');

/** Repeats a look twice a second while it is needed, one at a time. */
export class Poller {
  readonly #work: PolledWork;
  readonly #stop = new AbortController();
  #turn: AbortController | null = null;
  #loop: Promise<void> | null = null;

  constructor(work: PolledWork) {
    this.#work = work;
  }

  /** Begins to look, if it does not yet; looks at once if it waits. */
  wake(): void {
    if (this.#stop.signal.aborted) return;
    this.#turn?.abort();
    this.#loop ??= this.#run().finally(() => {
      this.#loop = null;
    });
  }

  /** Stops, and waits for the look that runs. */
  async close(): Promise<void> {
    this.#stop.abort();
    this.#turn?.abort();
    await this.#loop;
  }

  async #run(): Promise<void> {
    while (this.#work.isNeeded() && !this.#stop.signal.aborted) {
      const slow = setTimeout(() => {
        this.#work.onTrouble(noAnswer);
      }, patienceMs);
      try {
        await this.#work.look();
        this.#work.onTrouble(null);
      } catch (error) {
        this.#work.onTrouble(error);
      } finally {
        clearTimeout(slow);
      }
      this.#turn = new AbortController();
      await sleep(intervalMs, undefined, { signal: this.#turn.signal }).catch(() => undefined);
      this.#turn = null;
    }
  }
}
