/** Limits the hashes that all columns of a file keep together. */
export class HashBudget {
  #remaining: number;

  constructor(hashes: number) {
    this.#remaining = hashes;
  }

  /** Takes room for hashes; false if too few remain. */
  take(hashes: number): boolean {
    if (hashes > this.#remaining) return false;
    this.#remaining -= hashes;
    return true;
  }

  /** Gives room back. */
  release(hashes: number): void {
    this.#remaining += hashes;
  }
}
