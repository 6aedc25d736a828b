/** Numbers that are missing in the sequence of a key. */
export interface FeedGap {
  readonly key: string;
  /** The first missing number. */
  readonly from: bigint;
  /** The last missing number. */
  readonly to: bigint;
  readonly missing: bigint;
}

/** Counts of gaps in the sequences of a feed. */
export interface GapCounts {
  /** Keys whose sequence is followed. */
  readonly keys: number;
  readonly gaps: number;
  /** Numbers that are missing, in all gaps. */
  readonly missing: number;
  /** Numbers that were not above the highest of their key, such as those that two connections delivered. */
  readonly repeats: number;
  /** Messages of keys above the maximum, which are not followed. */
  readonly unfollowed: number;
}

/** After so many numbers below the highest in a row, the sequence has started again. */
const restartAfter = 100_000;

interface Sequence {
  highest: bigint;
  below: number;
}

/** Finds gaps in the sequence of each key. Its memory depends on the number of keys alone. */
export class SequenceGaps {
  readonly #maxKeys: number;
  readonly #sequences = new Map<string, Sequence>();
  #gaps = 0;
  #missing = 0;
  #repeats = 0;
  #unfollowed = 0;

  /** @param maxKeys Further keys are not followed. */
  constructor(maxKeys: number) {
    this.#maxKeys = maxKeys;
  }

  get counts(): GapCounts {
    return {
      keys: this.#sequences.size,
      gaps: this.#gaps,
      missing: this.#missing,
      repeats: this.#repeats,
      unfollowed: this.#unfollowed,
    };
  }

  /** Notes the number of a message; returns the gap before it, null where there is none. */
  note(key: string, number: bigint): FeedGap | null {
    const sequence = this.#sequences.get(key);
    if (sequence === undefined) {
      if (this.#sequences.size < this.#maxKeys)
        this.#sequences.set(key, { highest: number, below: 0 });
      else this.#unfollowed += 1;
      return null;
    }
    if (number <= sequence.highest) {
      this.#repeat(sequence, number);
      return null;
    }
    const from = sequence.highest + 1n;
    sequence.highest = number;
    sequence.below = 0;
    return number === from ? null : this.#gap(key, from, number - 1n);
  }

  #repeat(sequence: Sequence, number: bigint): void {
    this.#repeats += 1;
    sequence.below += 1;
    if (sequence.below < restartAfter) return;
    sequence.highest = number;
    sequence.below = 0;
  }

  #gap(key: string, from: bigint, to: bigint): FeedGap {
    const missing = to - from + 1n;
    this.#gaps += 1;
    this.#missing += Number(missing);
    return { key, from, to, missing };
  }
}
