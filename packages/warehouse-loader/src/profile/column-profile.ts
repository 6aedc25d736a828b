import type { QualityMetric } from '@wdh/runs';
import type { TargetColumn } from '../catalog/target.js';
import { estimateDistinct, hashOf } from './estimate-distinct.js';
import { RowSample } from './row-sample.js';
import { type ValueRange, valueRangeOf } from './value-range.js';

/** Rows in the sample for the number of distinct values; with up to so many rows it is exact. */
const sampleRows = 5_000;

/** The metrics of one column so far. */
interface ColumnNotes {
  readonly name: string;
  /** Position of its values. */
  readonly index: number;
  readonly range: ValueRange | null;
  /** By slot of the sample; 0 if the value is null. */
  readonly hashes: Uint32Array;
  nulls: number;
  /** False after a value without a hash. */
  isCountable: boolean;
}

/** Collects metrics of the columns of a load, in bounded memory. */
export class ColumnProfile {
  readonly #takesTexts: boolean;
  readonly #sample = new RowSample(sampleRows);
  #columns: readonly ColumnNotes[] = [];
  /** Columns that are checked for every row. */
  #followed: readonly ColumnNotes[] = [];
  #rows = 0;

  /** @param takesTexts - Whether ranges include numbers and dates delivered as texts. */
  constructor(takesTexts: boolean) {
    this.#takesTexts = takesTexts;
  }

  /** Sets the columns that are written, before the first row of an attempt. */
  begin(columns: readonly TargetColumn[]): void {
    this.#columns = [];
    this.extend(columns);
  }

  /** Adds the columns after the first ones, of which the rows so far had no values. */
  extend(columns: readonly TargetColumn[]): void {
    const added = columns.slice(this.#columns.length).map((target, place) => {
      const index = this.#columns.length + place;
      const [range, hashes] = [valueRangeOf(target, this.#takesTexts), new Uint32Array(sampleRows)];
      const { name } = target.column;
      return { name, index, range, hashes, nulls: this.#rows, isCountable: true };
    });
    this.#columns = [...this.#columns, ...added];
    // A NOT NULL column need not be checked for nulls.
    this.#followed = this.#columns.filter(
      ({ index, range }) => range !== null || columns[index]?.column.isNotNull !== true,
    );
  }

  /**
   * Adds the values of one written row, in the order of the columns.
   *
   * @param written - The numbers that their writers know; see {@link ValueRange.see}.
   */
  note(values: readonly unknown[], written: Float64Array | null): void {
    for (const column of this.#followed) {
      const value = values[column.index];
      if (value === null || value === undefined) column.nulls += 1;
      else if (column.range !== null)
        column.range.see(value, written?.[column.index] ?? Number.NaN);
    }
    if (this.#rows === this.#sample.next) this.#noteSampled(values, this.#sample.take());
    this.#rows += 1;
  }

  /** Returns nulls, distinct values, minimum and maximum of each written column. */
  metrics(): readonly QualityMetric[] {
    return this.#rows === 0 ? [] : this.#columns.flatMap((notes) => metricsOf(notes, this.#rows));
  }

  #noteSampled(values: readonly unknown[], slot: number): void {
    for (const column of this.#columns) {
      const value = values[column.index];
      const isNull = value === null || value === undefined;
      const hash = isNull ? 0 : hashOf(value);
      if (hash === 0 && !isNull) column.isCountable = false;
      column.hashes[slot] = hash;
    }
  }
}

function metricsOf(notes: ColumnNotes, rows: number): readonly QualityMetric[] {
  const { name: column, nulls, isCountable } = notes;
  const range = notes.range?.range ?? null;
  const hashes = notes.hashes.filter((hash) => hash !== 0);
  // If a value is so rare that the sample has none, the number of distinct values is not known.
  const hasEstimate = isCountable && (hashes.length > 0 || nulls === rows);
  const figures: readonly (readonly [name: string, value: number | string])[] = [
    ['nulls', nulls],
    ['null_share', nulls / rows],
    ...(hasEstimate
      ? [['distinct_estimate', estimateDistinct(hashes, rows - nulls)] as const]
      : []),
    ...(range === null ? [] : [['min', range.min] as const, ['max', range.max] as const]),
  ];
  return figures.map(([name, value]) => ({ column, name, value }));
}
