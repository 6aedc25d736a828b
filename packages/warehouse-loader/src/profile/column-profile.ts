import type { QualityMetric } from '@wdh/runs';
import type { TargetColumn } from '../catalog/target.js';
import { estimateDistinct, hashOf } from './estimate-distinct.js';
import { RowSample } from './row-sample.js';
import { type ValueRange, valueRangeOf } from './value-range.js';

/** Rows from which the number of different values is estimated; of so many rows it is exact. */
const sampleRows = 5_000;

/** What is known of one column so far. */
interface ColumnNotes {
  readonly name: string;
  /** Position of its values. */
  readonly index: number;
  readonly range: ValueRange | null;
  /** By slot of the sample; 0 where the value is null. */
  readonly hashes: Uint32Array;
  nulls: number;
  /** False once a value was met that has no hash. */
  isCountable: boolean;
}

/** Notes what the rows of a load hold, column by column, in bounded memory. */
export class ColumnProfile {
  readonly #takesTexts: boolean;
  readonly #sample = new RowSample(sampleRows);
  #columns: readonly ColumnNotes[] = [];
  /** Those that every row is looked at for. */
  #followed: readonly ColumnNotes[] = [];
  #rows = 0;

  /** @param takesTexts - Whether the ranges of numbers and dates that come as texts are kept. */
  constructor(takesTexts: boolean) {
    this.#takesTexts = takesTexts;
  }

  /** Tells which columns are written. */
  begin(columns: readonly TargetColumn[]): void {
    this.#columns = columns.map((target, index) => {
      const [range, hashes] = [valueRangeOf(target, this.#takesTexts), new Uint32Array(sampleRows)];
      return { name: target.column.name, index, range, hashes, nulls: 0, isCountable: true };
    });
    // Where null is refused, it need not be looked for.
    this.#followed = this.#columns.filter(
      ({ index, range }) => range !== null || columns[index]?.column.isNotNull !== true,
    );
  }

  /** Takes the values of one row that is written, in the order of the columns. */
  note(values: readonly unknown[]): void {
    for (const column of this.#followed) {
      const value = values[column.index];
      if (value === null || value === undefined) column.nulls += 1;
      else if (column.range !== null) column.range.see(value);
    }
    if (this.#rows === this.#sample.next) this.#noteSampled(values, this.#sample.take());
    this.#rows += 1;
  }

  /** Nulls, different values, least and greatest of each column that was written. */
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
  // Where a value is so rare that the sample has none, nothing can be said of how many there are.
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
