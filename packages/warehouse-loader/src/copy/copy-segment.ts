import type { RowBatch } from '@wdh/pipeline-core';

/** Where a row came from. */
export interface RowOrigin {
  readonly rowNumber: number | null;
  readonly lineNumber: number | null;
  /** The record as the source delivered it; null where it is not at hand. */
  readonly record?: object | null;
}

/** Records that follow one another, by the numbers of the first and the last. */
export interface RecordSpan {
  readonly first: number;
  readonly last: number;
}

/** The numbers of some rows that follow one another, and their place in the statement. */
interface NumberedPart extends Pick<RowBatch<object>, 'rowNumbers' | 'lineNumbers'> {
  readonly start: number;
  readonly end: number;
}

/** Remembers which rows one COPY statement was given, so that an error of the server finds them. */
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
    // Not the batch: its rows would outlive their use by the length of the statement.
    this.#parts.push({ start, end: this.#rows, rowNumbers, lineNumbers });
  }

  /** The numbers of the first and the last record; null where they are not known. */
  get records(): RecordSpan | null {
    const first = this.#parts[0]?.rowNumbers[0] ?? null;
    const last = this.#parts.at(-1)?.rowNumbers.at(-1) ?? null;
    return first === null || last === null ? null : { first, last };
  }

  /** Finds the row that stands on a line of the COPY data, from 1. */
  originOf(copyLine: number): RowOrigin | null {
    const part = this.#parts.find(({ end }) => copyLine <= end);
    if (part === undefined) return null;
    const index = copyLine - 1 - part.start;
    return {
      rowNumber: part.rowNumbers[index] ?? null,
      lineNumber: part.lineNumbers[index] ?? null,
    };
  }
}
