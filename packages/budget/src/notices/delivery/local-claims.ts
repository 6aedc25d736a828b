/** Claims of one process, for notifiers without a store, or with one that does not answer. */
export class LocalClaims {
  /** When each claim expires, on the clock of the process that never jumps; the oldest first. */
  readonly #expiries = new Map<string, number>();
  readonly #ttlMs: number;

  constructor(ttlMs: number) {
    this.#ttlMs = ttlMs;
  }

  /** Claims a key; false if it is claimed. */
  take(key: string): boolean {
    const now = performance.now();
    for (const [claimed, expiry] of this.#expiries) {
      if (expiry > now) break;
      this.#expiries.delete(claimed);
    }
    if (this.#expiries.has(key)) return false;
    this.#expiries.set(key, now + this.#ttlMs);
    return true;
  }

  /** Gives a claim up. */
  release(key: string): void {
    this.#expiries.delete(key);
  }

  /** How many have not expired, or are yet to be removed. */
  get size(): number {
    return this.#expiries.size;
  }
}
