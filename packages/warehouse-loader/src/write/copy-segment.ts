import type { RowBatch } from '@wdh/pipeline-core';

/** Where a row came from. */
export interface RowOrigin {
  readonly rowNumber: number | null;
  readonly lineNumber: number | null;
}

/** Remembers which rows one COPY statement was given, so that an error of the server finds them. */
export class CopySegment {
  readonly #parts: { readonly end: number; readonly batch: RowBatch<object> }[] = [];
  #rows = 0;

  /** Rows so far. */
  get rows(): number {
    return this.#rows;
  }

  add(batch: RowBatch<object>): void {
    this.#rows += batch.rows.length;
    this.#parts.push({ end: this.#rows, batch });
  }

  /** Finds the row that stands on a line of the COPY data, from 1. */
  originOf(copyLine: number): RowOrigin | null {
    const part = this.#parts.find(({ end }) => copyLine <= end);
    if (part === undefined) return null;
    const { batch, end } = part;
    const index = copyLine - 1 - (end - batch.rows.length);
    return {
      rowNumber: batch.rowNumbers[index] ?? null,
      lineNumber: batch.lineNumbers[index] ?? null,
    };
  }
}
