import { type RejectedRow, type RowBatch, WdhError } from '@wdh/pipeline-core';

/**
 * Cells of a batch at most, as each is a property in memory: a file may have 1,600 columns. With 100,000
 * the load of a wide file takes half as much memory again, and a fifth more time, for garbage collection.
 */
const mostCells = 25_000;

/** Characters of a batch at most, where they are counted: texts in memory are copied by garbage collection too. */
const mostCharacters = 1024 * 1024;

/** The size of a record whose number of cells is not that of every record. */
export interface RecordSize {
  readonly cells: number;
  readonly characters: number;
}

/** Options of {@link BatchBuilder}. */
export interface BatchBuilderOptions {
  /** Path or name of the input, for the message. */
  readonly path: string;
  readonly batchSize: number;
  /** Maximum number of consecutive rejected rows. */
  readonly maxConsecutiveMalformed: number;
  /** What to correct, after the first such row. Default: the dialect. */
  readonly adviceForMalformed?: string | undefined;
}

const adviceForDialect =
  'Correct that line, or delimiter, quote, encoding and columns; raise maxConsecutiveMalformed if such records are expected.';

/**
 * Collects rows and rejected rows until a batch is full, and throws for an input with too many
 * consecutive malformed records.
 */
export class BatchBuilder<Row extends object> {
  readonly #options: BatchBuilderOptions;
  #batchSize: number;
  #cells = 0;
  #characters = 0;
  #consecutive = 0;
  #firstOfThem: RejectedRow | null = null;
  #rows: Row[] = [];
  #rowNumbers: number[] = [];
  #lineNumbers: number[] = [];
  #rejected: RejectedRow[] = [];

  constructor(options: BatchBuilderOptions) {
    this.#options = options;
    this.#batchSize = options.batchSize;
  }

  /** Counts the size of the next record, where records differ: the batch is full sooner. */
  weigh({ cells, characters }: RecordSize): void {
    this.#cells += cells;
    this.#characters += characters;
  }

  /** Makes batches smaller for rows of many columns, so that their cells are bounded too. */
  limitCells(columns: number): void {
    const rows = Math.max(1, Math.floor(mostCells / columns));
    this.#batchSize = Math.min(this.#options.batchSize, rows);
  }

  /**
   * Returns whether the batch is full. Rows and rejected rows count alike, so that memory stays
   * bounded for a file of malformed records too. A batch also counts as full before the record that
   * would exceed the limit of malformed records.
   */
  get isFull(): boolean {
    return (
      this.#rows.length + this.#rejected.length >= this.#batchSize ||
      this.#cells >= mostCells ||
      this.#characters >= mostCharacters ||
      this.#consecutive >= this.#options.maxConsecutiveMalformed
    );
  }

  get isEmpty(): boolean {
    return this.#rows.length === 0 && this.#rejected.length === 0;
  }

  /** Number of rows that the batch takes before it is full, if nothing is weighed. */
  get room(): number {
    return this.#batchSize - this.#rows.length - this.#rejected.length;
  }

  /** Adds `count` rows of consecutive records, one line each, by their index; at most `room`. */
  addRows(
    count: number,
    rowNumber: number,
    lineNumber: number,
    rowAt: (index: number) => Row,
  ): void {
    if (count > 0) this.#consecutive = 0;
    for (let index = 0; index < count; index += 1) this.#rows.push(rowAt(index));
    addNumbers(this.#rowNumbers, count, rowNumber);
    addNumbers(this.#lineNumbers, count, lineNumber);
  }

  add(row: Row, rowNumber: number, lineNumber: number): void {
    this.#consecutive = 0;
    this.#rows.push(row);
    this.#rowNumbers.push(rowNumber);
    this.#lineNumbers.push(lineNumber);
  }

  /** @throws WdhError `TOO_MANY_MALFORMED` (data) */
  reject(row: RejectedRow): void {
    const { path, maxConsecutiveMalformed, adviceForMalformed } = this.#options;
    if (this.#consecutive === 0) this.#firstOfThem = row;
    this.#consecutive += 1;
    if (this.#consecutive > maxConsecutiveMalformed) {
      const first = this.#firstOfThem ?? row;
      throw tooManyMalformed(path, maxConsecutiveMalformed, first, adviceForMalformed);
    }
    this.#rejected.push(row);
  }

  /** Adds a well-formed record that is rejected for its values, which says nothing about the dialect. */
  rejectValues(row: RejectedRow): void {
    this.#consecutive = 0;
    this.#rejected.push(row);
  }

  /** Returns the batch and starts a new one. */
  take(): RowBatch<Row> {
    const batch = {
      rows: this.#rows,
      rowNumbers: this.#rowNumbers,
      lineNumbers: this.#lineNumbers,
      rejected: this.#rejected,
    };
    this.#cells = 0;
    this.#characters = 0;
    this.#rows = [];
    this.#rowNumbers = [];
    this.#lineNumbers = [];
    this.#rejected = [];
    return batch;
  }
}

/** Appends consecutive numbers. The length is set once: an array that grows is copied several times. */
function addNumbers(numbers: number[], count: number, first: number): void {
  const start = numbers.length;
  numbers.length += count;
  for (let index = 0; index < count; index += 1) numbers[start + index] = first + index;
}

function tooManyMalformed(
  path: string,
  count: number,
  first: RejectedRow,
  advice = adviceForDialect,
): WdhError {
  const { lineNumber, code } = first;
  return new WdhError(
    `${path} ${advice === adviceForDialect ? 'does not match its dialect' : 'is not as expected'}: more than ${count} consecutive records are malformed, the first of them on line ${lineNumber ?? 0} (${code}). ${advice}`,
    { code: 'TOO_MANY_MALFORMED', category: 'data', lineNumber: lineNumber ?? undefined },
  );
}
