/**
 * Chooses rows of a stream of unknown length, each with the same probability, by skipping the
 * others: of a million rows, about 56,000 are sampled at some time for a sample of 10,000.
 *
 * The choice is the same for every stream of the same length.
 *
 * @see Li, K.-H.: Reservoir-Sampling Algorithms of Time Complexity O(n(1+log(N/n))), 1994 (L).
 */
export class RowSample {
  readonly size: number;
  #next = 0;
  #taken = 0;
  #weight = 1;
  #seed = 0x9e3779b9;

  /** @param size - Most rows of the sample. */
  constructor(size: number) {
    this.size = size;
  }

  /** Index of the next sampled row, from 0; every row before it is skipped. */
  get next(): number {
    return this.#next;
  }

  /** Takes the row at {@link RowSample.next}, and returns its slot in the sample. */
  take(): number {
    const isFilling = this.#taken < this.size;
    const slot = isFilling ? this.#taken : Math.floor(this.#random() * this.size);
    this.#taken += 1;
    this.#next += 1;
    if (this.#taken >= this.size) {
      this.#weight *= Math.exp(Math.log(this.#random()) / this.size);
      this.#next += Math.floor(Math.log(this.#random()) / Math.log1p(-this.#weight));
    }
    return slot;
  }

  /** Between 0 and 1, both excluded (mulberry32). */
  #random(): number {
    this.#seed = (this.#seed + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#seed ^ (this.#seed >>> 15), 1 | this.#seed);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return (((mixed ^ (mixed >>> 14)) >>> 0) + 0.5) / 2 ** 32;
  }
}
