import type { RowBatch } from '@wdh/pipeline-core';

/** The origin of a row. */
export interface RowOrigin {
  readonly rowNumber: number | null;
  readonly lineNumber: number | null;
  /** The record as the source delivered it; null if it is not available. */
  readonly record?: object | null;
}

/** Returns the numbers of a row of a batch. */
export function originIn({ rowNumbers, lineNumbers }: NumbersOf, index: number): RowOrigin {
  return { rowNumber: rowNumbers[index] ?? null, lineNumber: lineNumbers[index] ?? null };
}

type NumbersOf = Pick<RowBatch<object>, 'rowNumbers' | 'lineNumbers'>;

/** Consecutive records, by the numbers of the first and the last. */
export interface RecordSpan {
  readonly first: number;
  readonly last: number;
}

/** The numbers of consecutive rows, and their position in the statement. */
interface NumberedPart extends NumbersOf {
  readonly start: number;
  end: number;
}

/** Records the rows of one COPY statement, to find the row of a server error. */
export class CopySegment {
  readonly #parts: NumberedPart[] = [];
  #rows = 0;

  /** Rows so far. */
  get rows(): number {
    return this.#rows;
  }

  add(batch: RowBatch<object>): void {
    const { rows, rowNumbers, lineNumbers } = batch;
    const start = this.#rows;
    this.#rows += rows.length;
    // Not the batch, which would keep its rows in memory until the statement ends.
    this.#parts.push({ start, end: this.#rows, rowNumbers, lineNumbers });
  }

  /** Removes rows of the last batch, which were not written. */
  dropLast(rows: number): void {
    this.#rows -= rows;
    const last = this.#parts.at(-1);
    if (last === undefined) return;
    last.end -= rows;
    if (last.end === last.start) this.#parts.pop();
  }

  /** The numbers of the first and the last record; null if they are not known. */
  get records(): RecordSpan | null {
    const first = this.#parts[0]?.rowNumbers[0] ?? null;
    const end = this.#parts.at(-1);
    const last = end?.rowNumbers[end.end - end.start - 1] ?? null;
    return first === null || last === null ? null : { first, last };
  }

  /** Returns the row on a line of the COPY data, from 1. */
  originOf(copyLine: number): RowOrigin | null {
    const part = this.#parts.find(({ end }) => copyLine <= end);
    if (part === undefined) return null;
    return originIn(part, copyLine - 1 - part.start);
  }
}
