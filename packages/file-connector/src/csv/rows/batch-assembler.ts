import { type RowBatch, WdhError } from '@wdh/pipeline-core';
import { hasUndecodable } from '../../encoding/undecodable-bytes.js';
import { BatchBuilder } from './batch-builder.js';
import { cellFault } from './cell-fault.js';
import type { CsvDialect } from '../records/csv-dialect.js';
import { invalidHeader, noHeader, readHeader } from './csv-header.js';
import { malformedRecord, toRejectedRow } from '../records/malformed-record.js';
import { parseRecords } from '../records/parse-records.js';
import { rowFactory } from './row-factory.js';
import type { SplitText } from '../records/split-text.js';

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

interface Header {
  readonly columns: readonly string[];
  readonly toRow: (cells: readonly string[]) => Row;
}

/** Turns the records of a file, stretch by stretch, into batches of rows named by the header. */
export class BatchAssembler {
  readonly #options: BatchAssemblerOptions;
  readonly #batch: BatchBuilder<Row>;
  #header: Header | null = null;

  constructor(options: BatchAssemblerOptions) {
    this.#options = options;
    this.#batch = new BatchBuilder(options.batchSize);
  }

  /** Takes the records of the next stretch, in their order; yields a batch whenever one is full. */
  *take(found: SplitText, hasSeenUndecodable: boolean): Generator<RowBatch<Row>> {
    const records = parseRecords(found, this.#options.dialect);
    let index = 0;
    if (this.#header === null) {
      this.#header = this.#readHeader(found, records[0]);
      if (this.#header === null) return;
      index = 1;
    }
    const header = this.#header;
    const mayHoldBadText = hasSeenUndecodable || found.includes('\0');
    let malformedIndex = 0;
    while (index < records.length || malformedIndex < found.malformed.length) {
      const malformed = found.malformed[malformedIndex];
      if (malformed !== undefined && malformed.recordNumber < found.recordNumber(index)) {
        this.#batch.reject(toRejectedRow(malformed));
        malformedIndex += 1;
      } else {
        this.#takeRecord(found, index, records[index] ?? [], header, mayHoldBadText);
        index += 1;
      }
      if (this.#batch.isFull) yield this.#batch.take();
    }
  }

  /** Yields what is left once the file has ended. */
  *end(): Generator<RowBatch<Row>> {
    if (this.#header === null) throw noHeader(this.#options.path);
    if (!this.#batch.isEmpty) yield this.#batch.take();
  }

  #takeRecord(
    found: SplitText,
    index: number,
    cells: readonly string[],
    { columns, toRow }: Header,
    mayHoldBadText: boolean,
  ): void {
    const recordNumber = found.recordNumber(index);
    const lineNumber = found.lineNumber(index);
    const fault = cellFault(cells, columns, mayHoldBadText);
    if (fault === null) {
      this.#batch.add(toRow(cells), recordNumber, lineNumber);
    } else {
      const text = found.recordText(index);
      const malformed = malformedRecord({ recordNumber, lineNumber, text, ...fault });
      this.#batch.reject(toRejectedRow(malformed));
    }
  }

  #readHeader(found: SplitText, cells: readonly string[] | undefined): Header | null {
    const { path, columns: expected } = this.#options;
    const malformed = found.malformed.find((record) => record.recordNumber === 0);
    if (malformed !== undefined) {
      throw invalidHeader([malformed.message], { path, lineNumber: malformed.lineNumber });
    }
    if (cells === undefined) return null;
    const lineNumber = found.lineNumber(0);
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
