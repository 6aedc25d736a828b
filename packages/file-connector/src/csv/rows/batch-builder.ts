import { type RejectedRow, type RowBatch, WdhError } from '@wdh/pipeline-core';

/** More than any stretch of a file that is otherwise sound; reached in a moment by one that is not. */
export const defaultMaxConsecutiveMalformed = 10_000;

/** What {@link BatchBuilder} needs to know. */
export interface BatchBuilderOptions {
  /** Path or name of the input, for the message. */
  readonly path: string;
  readonly batchSize: number;
  /** More rejected rows in a row than this are an error. */
  readonly maxConsecutiveMalformed: number;
}

/**
 * Gathers rows and rejected rows until there are enough of them for a batch, and gives up on an input
 * of which record after record cannot be read.
 */
export class BatchBuilder<Row extends object> {
  readonly #options: BatchBuilderOptions;
  #consecutive = 0;
  #firstOfThem: RejectedRow | null = null;
  #rows: Row[] = [];
  #rowNumbers: number[] = [];
  #lineNumbers: number[] = [];
  #rejected: RejectedRow[] = [];

  constructor(options: BatchBuilderOptions) {
    this.#options = options;
  }

  /**
   * Rows and rejected rows count alike, so that a file of bad records stays in bounds too. A batch is
   * full as well before the record that would be one malformed too many.
   */
  get isFull(): boolean {
    const { batchSize, maxConsecutiveMalformed } = this.#options;
    return (
      this.#rows.length + this.#rejected.length >= batchSize ||
      this.#consecutive >= maxConsecutiveMalformed
    );
  }

  get isEmpty(): boolean {
    return this.#rows.length === 0 && this.#rejected.length === 0;
  }

  add(row: Row, rowNumber: number, lineNumber: number): void {
    this.#consecutive = 0;
    this.#rows.push(row);
    this.#rowNumbers.push(rowNumber);
    this.#lineNumbers.push(lineNumber);
  }

  /** @throws WdhError `TOO_MANY_MALFORMED` (data) */
  reject(row: RejectedRow): void {
    const { path, maxConsecutiveMalformed } = this.#options;
    if (this.#consecutive === 0) this.#firstOfThem = row;
    this.#consecutive += 1;
    if (this.#consecutive > maxConsecutiveMalformed) {
      throw tooManyMalformed(path, maxConsecutiveMalformed, this.#firstOfThem ?? row);
    }
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

function tooManyMalformed(path: string, count: number, first: RejectedRow): WdhError {
  const { lineNumber, code } = first;
  return new WdhError(
    `${path} is not of the dialect that it is read in: more than ${count} records in a row are malformed, the first of them on line ${lineNumber ?? 0} (${code}). Correct that line, or delimiter, quote, encoding and columns; raise maxConsecutiveMalformed where the file is meant so.`,
    { code: 'TOO_MANY_MALFORMED', category: 'data', lineNumber: lineNumber ?? undefined },
  );
}
