import type { RowBatch } from '@wdh/pipeline-core';
import type { CopySink, DedicatedConnection } from '@wdh/postgres';
import { OtherColumns, RowRefusal, type RowEncoder } from '../values/row-encoder.js';
import { CopySegment } from './copy-segment.js';
import { LineBuffer } from './line-buffer.js';
import { refusedRow } from './refused-row.js';
import type { RowCopier } from './row-copier.js';
import { addStagedNumbers } from './staged-numbers.js';

/** Bytes after which data is sent: large enough that the cost of system calls is negligible. */
const chunkBytes = 128 * 1024;

/** Most rows of a batch that are encoded at a time. */
const sliceRows = 100;

/** Most rows of a COPY statement, which limits the rows to search after an error. */
const segmentRows = 16_384;

/** The target of a {@link CopyWriter}. */
export interface CopyWriterOptions {
  readonly connection: DedicatedConnection;
  readonly encoder: RowEncoder;
  readonly statement: string;
  /** Table and columns of the statement. */
  readonly table: string;
  readonly columns: readonly string[];
  /** Whether each line begins with the numbers of its row, as for a staging table. */
  readonly isNumbered: boolean;
  /** Rows of the load that were written before. */
  readonly rowsBefore: number;
}

/** Writes rows with COPY, in as many statements as needed. */
export class CopyWriter implements RowCopier {
  readonly #options: CopyWriterOptions;
  #sink: CopySink | null = null;
  #segment = new CopySegment();
  /** A complete statement that is ending while the next rows are encoded. */
  #ending: { readonly segment: CopySegment; readonly rows: Promise<number> } | null = null;
  readonly #lines = new LineBuffer();
  #rowsSent: number;
  #rowsCopied = 0;

  constructor(options: CopyWriterOptions) {
    this.#options = options;
    this.#rowsSent = options.rowsBefore;
  }

  /**
   * @throws WdhError naming the record, if a value cannot be written unchanged.
   * @throws DatabaseError if the server refuses a row, at the latest from {@link CopyWriter.flush}.
   */
  async write(batch: RowBatch<object>): Promise<number> {
    const { length } = batch.rows;
    if (length === 0) return 0;
    // The next rows are encoded while the server ends a statement.
    if (this.#ending === null) await this.#open();
    this.#segment.add(batch);
    let written = 0;
    let isDone = false;
    while (!isDone) {
      const end = Math.min(written + sliceRows, length);
      const next = this.#encode(batch, written, end);
      if (next < end) this.#segment.dropLast(length - next);
      isDone = next < end || next === length;
      written = next;
      if (this.#lines.length >= chunkBytes) await this.#send();
    }
    if (this.#segment.rows >= segmentRows) await this.#endStatement();
    return written;
  }

  /** Ends the running COPY statement, so that the connection is free for another. */
  async flush(): Promise<void> {
    if (this.#segment.rows > 0 || this.#sink !== null) await this.#endStatement();
    await this.#settle();
  }

  async finish(): Promise<number> {
    await this.flush();
    return this.#rowsCopied;
  }

  /** The rows of the COPY statement that the server is processing. */
  get segment(): CopySegment {
    return this.#ending?.segment ?? this.#segment;
  }

  async #open(): Promise<CopySink> {
    const { connection, statement, table, columns } = this.#options;
    return (this.#sink ??= await connection.openCopy(statement, { table, columns }));
  }

  /** Sends the encoded rows, in a new statement if none is running. */
  async #send(): Promise<CopySink> {
    await this.#settle();
    const sink = await this.#open();
    if (this.#lines.length > 0) await sink.write(this.#lines.take());
    return sink;
  }

  /** Sends the last rows of a statement, whose end is awaited before the next one is sent. */
  async #endStatement(): Promise<void> {
    const sink = await this.#send();
    const rows = sink.finish();
    // Its error is thrown where it is awaited.
    rows.catch(() => undefined);
    this.#ending = { segment: this.#segment, rows };
    this.#sink = null;
    this.#segment = new CopySegment();
  }

  async #settle(): Promise<void> {
    if (this.#ending === null) return;
    this.#rowsCopied += await this.#ending.rows;
    this.#ending = null;
  }

  /** Returns the index of the first row that is not written; `end` if all are. */
  #encode(batch: RowBatch<object>, start: number, end: number): number {
    const { encoder, isNumbered } = this.#options;
    const lines = this.#lines;
    let index = start;
    for (const row of batch.rows.slice(start, end)) {
      this.#rowsSent += 1;
      try {
        if (isNumbered) {
          const rowNumber = batch.rowNumbers[index] ?? null;
          const lineNumber = batch.lineNumbers[index] ?? null;
          addStagedNumbers(lines, this.#rowsSent, { rowNumber, lineNumber });
        }
        encoder.encode(row, lines);
        lines.endLine();
      } catch (error) {
        if (error instanceof OtherColumns) {
          lines.dropLine();
          this.#rowsSent -= 1;
          return index;
        }
        if (!(error instanceof RowRefusal)) throw error;
        throw refusedRow(error, batch, index);
      }
      index += 1;
    }
    return end;
  }
}
