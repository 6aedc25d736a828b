import type { RowBatch } from '@wdh/pipeline-core';
import type { CopySink, DedicatedConnection } from '@wdh/postgres';
import { OtherColumns, RowRefusal } from '../values/refusal/row-refusal.js';
import type { RowEncoder } from '../values/row-encoder.js';
import { CopySegment } from './copy-segment.js';
import { type FormatChoice, inFormat } from './format/copy-format.js';
import { createRowBuffer, type RowBuffer } from './format/row-buffer.js';
import { refusedRow } from './refused-row.js';
import type { RowCopier } from './row-copier.js';
import { rowsFrom } from './rows-from.js';

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
  /** A `COPY … FROM STDIN`, to which the format of the rows is added. */
  readonly statement: string;
  readonly formats: FormatChoice;
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
  /** The rows of the running statement that are not sent yet. */
  #buffer: RowBuffer;
  /** Rows as text; empty while the running statement is in binary. */
  readonly #lines: RowBuffer;
  readonly #tuples: RowBuffer;
  #rowsSent: number;
  #rowsCopied = 0;

  constructor(options: CopyWriterOptions) {
    this.#options = options;
    this.#rowsSent = options.rowsBefore;
    this.#lines = createRowBuffer('text', options.isNumbered);
    this.#tuples = createRowBuffer('binary', options.isNumbered);
    this.#buffer = this.#nextBuffer();
  }

  /**
   * @throws WdhError naming the record, if a value cannot be written unchanged.
   * @throws DatabaseError if the server refuses a row, at the latest from {@link CopyWriter.flush}.
   */
  async write(batch: RowBatch<object>): Promise<number> {
    const { length } = batch.rows;
    if (length === 0) return 0;
    this.#segment.add(batch);
    let written = 0;
    while (written < length) {
      const end = Math.min(written + sliceRows, length);
      const { index, isText } = this.#encode(batch, written, end);
      if (index < end) this.#segment.dropLast(length - index);
      written = index;
      if (isText) {
        await this.#goOnInText();
        this.#segment.add(rowsFrom(batch, index));
        written += 1;
      } else if (index < end) {
        break;
      }
      // The next rows are encoded while the server ends a statement.
      if (this.#ending === null && this.#segment.rows > 0) await this.#open();
      if (this.#buffer.length >= chunkBytes) await this.#send(false);
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

  #nextBuffer(): RowBuffer {
    return this.#options.formats.next() === 'binary' ? this.#tuples : this.#lines;
  }

  async #open(): Promise<CopySink> {
    const { connection, statement, table, columns } = this.#options;
    const text = inFormat(statement, this.#buffer.format);
    return (this.#sink ??= await connection.openCopy(text, { table, columns }));
  }

  /** Sends the encoded rows, in a new statement if none is running. */
  async #send(isEnd: boolean): Promise<CopySink> {
    await this.#settle();
    const sink = await this.#open();
    const bytes = this.#buffer.take(isEnd);
    if (bytes.length > 0) await sink.write(bytes);
    return sink;
  }

  /** Sends the last rows of a statement, whose end is awaited before the next one is sent. */
  async #endStatement(): Promise<void> {
    const sink = await this.#send(true);
    const rows = sink.finish();
    // Its error is thrown where it is awaited.
    rows.catch(() => undefined);
    this.#ending = { segment: this.#segment, rows };
    this.#sink = null;
    this.#segment = new CopySegment();
    this.#buffer = this.#nextBuffer();
  }

  /** Ends a statement in binary, before a row that is text. */
  async #goOnInText(): Promise<void> {
    if (this.#segment.rows > 0) await this.#endStatement();
    this.#options.formats.fellBack();
    this.#buffer = this.#lines;
  }

  async #settle(): Promise<void> {
    if (this.#ending === null) return;
    this.#rowsCopied += await this.#ending.rows;
    this.#ending = null;
  }

  /**
   * Returns the index of the first row that is not written, or `end`; and whether that row must be
   * written as text, and is in the buffer of the lines.
   */
  #encode(batch: RowBatch<object>, start: number, end: number): Encoded {
    const { encoder } = this.#options;
    const buffer = this.#buffer;
    for (let index = start; index < end; index += 1) {
      this.#rowsSent += 1;
      const position = this.#rowsSent;
      try {
        if (!buffer.add(batch, index, encoder, position)) {
          this.#lines.add(batch, index, encoder, position);
          return { index, isText: true };
        }
      } catch (error) {
        if (error instanceof OtherColumns) {
          this.#rowsSent -= 1;
          return { index, isText: false };
        }
        if (!(error instanceof RowRefusal)) throw error;
        throw refusedRow(error, batch, index);
      }
    }
    return { index: end, isText: false };
  }
}

/** The outcome of some rows of a batch. */
interface Encoded {
  readonly index: number;
  readonly isText: boolean;
}
