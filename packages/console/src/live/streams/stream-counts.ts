import { Refusal } from '../../http/refusal.js';

/** Most streams that are open at the same time. */
export interface StreamCaps {
  /** Of one session. Default 20. */
  readonly ofSession?: number | undefined;
  /** Of all sessions. Default 500. */
  readonly inAll?: number | undefined;
}

/** Counts the open streams, in all and by visitor. */
export class StreamCounts {
  readonly #ofSession: number;
  readonly #inAll: number;
  readonly #open = new Map<string, number>();
  #total = 0;

  constructor({ ofSession = 20, inAll = 500 }: StreamCaps = {}) {
    this.#ofSession = ofSession;
    this.#inAll = inAll;
  }

  /**
   * Counts a stream.
   *
   * @returns a function that counts its end, once.
   * @throws Refusal `STREAMS_TOO_MANY`
   */
  enter(visitor: string): () => void {
    const open = this.#open.get(visitor) ?? 0;
    if (open >= this.#ofSession) {
      throw tooMany(`This session has ${open} live views`, 'Close other tabs of the console');
    }
    if (this.#total >= this.#inAll) {
      throw tooMany(`This console has ${this.#total} live views`, 'Wait a minute');
    }
    this.#open.set(visitor, open + 1);
    this.#total += 1;
    let hasLeft = false;
    return () => {
      if (!hasLeft) this.#leave(visitor);
      hasLeft = true;
    };
  }

  #leave(visitor: string): void {
    const open = (this.#open.get(visitor) ?? 1) - 1;
    if (open === 0) this.#open.delete(visitor);
    else this.#open.set(visitor, open);
    this.#total -= 1;
  }
}

function tooMany(what: string, advice: string): Refusal {
  const message = `${what}, the most that are allowed. ${advice}, then load this page again.`;
  return new Refusal(429, 'STREAMS_TOO_MANY', message, { headers: { 'retry-after': '10' } });
}
