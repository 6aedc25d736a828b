import { type RowBatch, WdhError } from '@wdh/pipeline-core';
import { hasUndecodable } from '../encoding/undecodable-bytes.js';
import { BatchBuilder } from './batch-builder.js';
import { cellFault } from './cell-fault.js';
import type { CsvDialect } from './csv-dialect.js';
import { invalidHeader, noHeader, readHeader } from './csv-header.js';
import { malformedRecord, toRejectedRow } from './malformed-record.js';
import { parseRecords } from './parse-records.js';
import { rowFactory } from './row-factory.js';
import type { SplitText } from './split-text.js';

/** What {@link BatchAssembler} needs to know. */
export interface BatchAssemblerOptions {
  /** Path of the file, for messages. */
  readonly path: string;
  readonly dialect: CsvDialect;
  readonly batchSize: number;
  /** The columns that the file must have; undefined accepts any. */
  readonly columns: readonly string[] | undefined;
}

type Row = Record<string, string>;

/** Turns the records of a file, stretch by stretch, into batches of rows named by the header. */
export class BatchAssembler {
  readonly #options: BatchAssemblerOptions;
  readonly #batch: BatchBuilder<Row>;
  #header: { columns: readonly string[]; toRow: (cells: readonly string[]) => Row } | null = null;

  constructor(options: BatchAssemblerOptions) {
    this.#options = options;
    this.#batch = new BatchBuilder(options.batchSize);
  }

  /** Takes the next stretch; yields a batch whenever one is full. */
  *take(found: SplitText, hasSeenUndecodable: boolean): Generator<RowBatch<Row>> {
    const records = parseRecords(found, this.#options.dialect);
    const first = this.#header === null ? 1 : 0;
    this.#header ??= this.#readHeader(found, records[0]);
    if (this.#header === null) return;
    const { columns, toRow } = this.#header;
    const mayHoldBadText = hasSeenUndecodable || found.includes('\0');

    for (const malformed of found.malformed) this.#batch.reject(toRejectedRow(malformed));
    for (let index = first; index < records.length; index += 1) {
      const cells = records[index] ?? [];
      const recordNumber = found.recordNumbers[index] ?? 0;
      const lineNumber = found.lineNumbers[index] ?? 0;
      const fault = cellFault(cells, columns, mayHoldBadText);
      if (fault === null) {
        this.#batch.add(toRow(cells), recordNumber, lineNumber);
      } else {
        const text = found.recordText(index);
        const malformed = malformedRecord({ recordNumber, lineNumber, text, ...fault });
        this.#batch.reject(toRejectedRow(malformed));
      }
      if (this.#batch.isFull) yield this.#batch.take();
    }
    if (this.#batch.isFull) yield this.#batch.take();
  }

  /** Yields what is left once the file has ended. */
  *end(): Generator<RowBatch<Row>> {
    if (this.#header === null) throw noHeader(this.#options.path);
    if (!this.#batch.isEmpty) yield this.#batch.take();
  }

  #readHeader(found: SplitText, cells: readonly string[] | undefined) {
    const { path, columns: expected } = this.#options;
    const malformed = found.malformed.find((record) => record.recordNumber === 0);
    if (malformed !== undefined) {
      throw invalidHeader([malformed.message], { path, lineNumber: malformed.lineNumber });
    }
    if (cells === undefined) return null;
    const lineNumber = found.lineNumbers[0] ?? 1;
    if (cells.some(hasUndecodable)) throw notUtf8(path, lineNumber);
    const columns = readHeader(cells, { path, lineNumber, columns: expected });
    return { columns, toRow: rowFactory(columns) };
  }
}

function notUtf8(path: string, lineNumber: number): WdhError {
  return new WdhError(
    `${path} is not UTF-8 text: its header (line ${lineNumber}) holds bytes that do not decode. Convert it to UTF-8, for example with iconv.`,
    { code: 'INVALID_ENCODING', category: 'file', lineNumber },
  );
}
