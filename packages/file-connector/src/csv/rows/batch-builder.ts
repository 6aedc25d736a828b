import type { RejectedRow, RowBatch } from '@wdh/pipeline-core';

/** Gathers rows and rejected rows until there are enough of them for a batch. */
export class BatchBuilder<Row extends object> {
  readonly #batchSize: number;
  #rows: Row[] = [];
  #rowNumbers: number[] = [];
  #lineNumbers: number[] = [];
  #rejected: RejectedRow[] = [];

  constructor(batchSize: number) {
    this.#batchSize = batchSize;
  }

  /** Rows and rejected rows count alike, so that a file of bad records stays in bounds too. */
  get isFull(): boolean {
    return this.#rows.length + this.#rejected.length >= this.#batchSize;
  }

  get isEmpty(): boolean {
    return this.#rows.length === 0 && this.#rejected.length === 0;
  }

  add(row: Row, rowNumber: number, lineNumber: number): void {
    this.#rows.push(row);
    this.#rowNumbers.push(rowNumber);
    this.#lineNumbers.push(lineNumber);
  }

  reject(row: RejectedRow): void {
    this.#rejected.push(row);
  }

  /** Hands over what was gathered and begins anew. */
  take(): RowBatch<Row> {
    const batch = {
      rows: this.#rows,
      rowNumbers: this.#rowNumbers,
      lineNumbers: this.#lineNumbers,
      rejected: this.#rejected,
    };
    this.#rows = [];
    this.#rowNumbers = [];
    this.#lineNumbers = [];
    this.#rejected = [];
    return batch;
  }
}
