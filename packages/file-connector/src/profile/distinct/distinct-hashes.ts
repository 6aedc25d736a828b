import type { HashBudget } from './hash-budget.js';

/** Room that every column has, whatever the budget. */
const leastHashes = 64;
/** Room up to which a column grows at once, as sorting few hashes often is slow. */
const usualHashes = 1024;
/** Room for the hashes of a column in which a value repeats: it counts half as many exactly. */
const mostOfRepeated = 131_072;
const wordRange = 2 ** 32;

/** The number of distinct values. */
export interface DistinctCount {
  readonly count: number;
  /** False for an estimate. */
  readonly isExact: boolean;
}

/**
 * Counts distinct values by their 64-bit hashes.
 *
 * All hashes are kept, sorted now and then to drop repeated ones, while they are few, or while no
 * value repeats and the budget suffices. After that only the hashes below a limit are kept: their
 * number and the limit give an estimate, within 1 % for 65,536 hashes and a few percent for 512.
 */
export class DistinctHashes {
  readonly #budget: HashBudget;
  #words = new Uint32Array(2 * leastHashes);
  #hashes = new BigUint64Array(this.#words.buffer);
  #length = 0;
  /** Hashes with an upper word from here on are not kept. */
  #limit = wordRange;
  #hasRepeated = false;

  constructor(budget: HashBudget) {
    this.#budget = budget;
  }

  /** Adds a value by the two words of its hash, as unsigned numbers. */
  add(lower: number, upper: number): void {
    if (upper >= this.#limit) return;
    const at = 2 * this.#length;
    this.#words[at] = lower;
    this.#words[at + 1] = upper;
    this.#length += 1;
    if (2 * this.#length === this.#words.length) this.#makeRoom();
  }

  /** Counts the values so far. */
  count(): DistinctCount {
    this.#compact();
    if (this.#limit === wordRange) return { count: this.#length, isExact: true };
    return { count: Math.round(this.#length * (wordRange / this.#limit)), isExact: false };
  }

  /** Whether no value was added twice; null if too many hashes to know it. */
  get isUnique(): boolean | null {
    this.#compact();
    if (this.#hasRepeated) return false;
    return this.#limit === wordRange ? true : null;
  }

  #makeRoom(): void {
    this.#compact();
    const capacity = this.#words.length / 2;
    const isHalfFull = 2 * this.#length > capacity;
    const mayGrow = !this.#hasRepeated || capacity < mostOfRepeated;
    const isWanted = this.#limit === wordRange && mayGrow && (isHalfFull || capacity < usualHashes);
    if (isWanted && this.#budget.take(capacity)) {
      this.#resize(2 * capacity);
      return;
    }
    if (!isHalfFull) return;
    const kept = Math.min(capacity, mostOfRepeated) / 2;
    this.#limit = this.#words[2 * kept + 1] ?? wordRange;
    while (this.#length > 0 && this.#upper(this.#length - 1) >= this.#limit) this.#length -= 1;
    if (capacity <= mostOfRepeated) return;
    this.#budget.release(capacity - mostOfRepeated);
    this.#resize(mostOfRepeated);
  }

  #upper(index: number): number {
    return this.#words[2 * index + 1] ?? 0;
  }

  #resize(capacity: number): void {
    const words = new Uint32Array(2 * capacity);
    words.set(this.#words.subarray(0, 2 * this.#length));
    this.#words = words;
    this.#hashes = new BigUint64Array(words.buffer);
  }

  /** Sorts the hashes and drops repeated ones. */
  #compact(): void {
    if (this.#length === 0) return;
    this.#hashes.subarray(0, this.#length).sort();
    const words = this.#words;
    let kept = 1;
    for (let index = 1; index < this.#length; index += 1) {
      const [lower = 0, upper = 0] = [words[2 * index], words[2 * index + 1]];
      if (lower === words[2 * kept - 2] && upper === words[2 * kept - 1]) continue;
      words[2 * kept] = lower;
      words[2 * kept + 1] = upper;
      kept += 1;
    }
    if (kept < this.#length) this.#hasRepeated = true;
    this.#length = kept;
  }
}
