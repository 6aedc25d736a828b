import { WdhError } from '@wdh/pipeline-core';

interface Waiting {
  readonly count: number;
  readonly admit: () => void;
}

/** Limits the connections of a pool to its size; work that finds none free waits in a queue. */
export class ConnectionSlots {
  readonly #size: number;
  readonly #timeoutMs: number;
  readonly #owner: string;
  #waiting: Waiting[] = [];
  #taken = 0;

  /** @param owner - Owner of the connections, for messages, such as `loader`. */
  constructor(size: number, timeoutMs: number, owner: string) {
    this.#size = size;
    this.#timeoutMs = timeoutMs;
    this.#owner = owner;
  }

  /** Slots in use. */
  get taken(): number {
    return this.#taken;
  }

  /**
   * Takes several slots at the same time, so that two pieces of work cannot wait for each other.
   *
   * @throws WdhError `POOL_EXHAUSTED` if they are not free within the timeout.
   */
  async take(count: number): Promise<void> {
    if (this.#waiting.length === 0 && this.#taken + count <= this.#size) {
      this.#taken += count;
      return;
    }
    await new Promise<void>((resolve, reject) => {
      const waiting: Waiting = {
        count,
        admit: () => {
          clearTimeout(timer);
          resolve();
        },
      };
      const timer = setTimeout(() => {
        this.#waiting = this.#waiting.filter((other) => other !== waiting);
        reject(
          new WdhError(
            `No ${count} of the ${this.#size} connections of this ${this.#owner} became free within ${this.#timeoutMs / 1000} s. Raise the size of its pool or run less at the same time.`,
            { code: 'POOL_EXHAUSTED', category: 'connection', isRetryable: true },
          ),
        );
        this.#admitNext();
      }, this.#timeoutMs);
      this.#waiting.push(waiting);
    });
  }

  give(count: number): void {
    this.#taken -= count;
    this.#admitNext();
  }

  #admitNext(): void {
    for (
      let next = this.#waiting[0];
      next !== undefined && this.#taken + next.count <= this.#size;
      next = this.#waiting[0]
    ) {
      this.#waiting.shift();
      this.#taken += next.count;
      next.admit();
    }
  }
}
