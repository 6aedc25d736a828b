import type { RejectedRow } from '@wdh/pipeline-core';
import { SourceRecords, type SourceRecordsOptions } from './source-records.js';

/** Most rows that are held, and most characters of their texts. */
const most = { rows: 10_000, characters: 16 * 1024 * 1024 };

/**
 * Adds the records of the source to refused rows.
 *
 * Rows that come in another order than those records, as a dataset step may sort them, are held until
 * there are many: looked up range by range, each range would begin a reading of the source.
 */
export class RefusedRecords {
  readonly #source: SourceRecords;
  #held: RejectedRow[] = [];
  #characters = 0;
  /** The highest number of a record that was looked up. */
  #highest = 0;

  constructor(options: SourceRecordsOptions) {
    this.#source = new SourceRecords(options);
  }

  /** Takes refused rows; returns those that are complete. */
  async complete(refused: readonly RejectedRow[]): Promise<readonly RejectedRow[]> {
    const numbers = refused.flatMap(({ rowNumber, record }) =>
      rowNumber === null || record !== null ? [] : [rowNumber],
    );
    if (numbers.every((number) => number >= this.#highest)) {
      this.#highest = numbers.reduce((highest, number) => Math.max(highest, number), this.#highest);
      return this.#source.complete(refused);
    }
    for (const row of refused) {
      this.#held.push(row);
      this.#characters += charactersOf(row.input);
    }
    const isFull = this.#held.length >= most.rows || this.#characters >= most.characters;
    return isFull ? this.completeHeld() : [];
  }

  /** Completes and returns the rows that are held. */
  completeHeld(): Promise<readonly RejectedRow[]> {
    return this.#source.complete(this.release());
  }

  /** Returns the rows that are held as they are. */
  release(): readonly RejectedRow[] {
    const rows = this.#held;
    this.#held = [];
    this.#characters = 0;
    return rows;
  }

  /** Ends the reading of the source, without waiting for one that hangs. */
  close(): void {
    this.#source.close();
  }
}

function charactersOf(input: unknown): number {
  if (typeof input !== 'object' || input === null) return 0;
  const texts = Object.values(input).filter((value) => typeof value === 'string');
  return texts.reduce((sum, { length }) => sum + length, 0);
}
