import { type RowBatch, WdhError } from '@wdh/pipeline-core';
import type { Encoding } from '../../encoding/encoding.js';
import { hasUndecodable } from '../../encoding/undecodable-bytes.js';
import type { CsvDialect } from '../dialect/csv-dialect.js';
import type { ReadTally } from '../read-tally.js';
import { malformedRecord, toRejectedRow } from '../records/malformed-record.js';
import { parseRecords } from '../records/parse-records.js';
import type { MalformedPolicy } from '../records/record-splitter.js';
import type { SplitText } from '../records/split-text.js';
import { BatchBuilder } from './batch-builder.js';
import { cellFault } from './cell-fault.js';
import { invalidHeader, noHeader, readHeader } from './csv-header.js';
import { type NullRule, nullRule } from './null-rule.js';
import { notRepaired, repeatedHeader, withoutExtraEmpty } from './record-rules.js';
import { type RowFactory, rowFactory } from './row-factory.js';

/** What {@link BatchAssembler} needs to know. */
export interface BatchAssemblerOptions {
  /** Path of the file, for messages. */
  readonly path: string;
  readonly dialect: CsvDialect;
  readonly batchSize: number;
  readonly policy: MalformedPolicy;
  readonly hasHeader: boolean;
  /** The columns that the file must have; undefined accepts any. */
  readonly columns: readonly string[] | undefined;
  readonly renameColumns?: Readonly<Record<string, string>> | undefined;
  readonly snakeCase?: boolean | undefined;
  readonly nullValues?: readonly string[] | undefined;
}

/** A row as it comes out of a CSV file. */
export type CsvRow = Record<string, string | null>;

interface Header {
  /** The header as it stands in the file; null where the file has none. */
  readonly cells: readonly string[] | null;
  readonly columns: readonly string[];
  readonly toRow: RowFactory;
}

/** Turns the records of a file, stretch by stretch, into batches of rows named by the header. */
export class BatchAssembler {
  readonly #options: BatchAssemblerOptions;
  readonly #tally: ReadTally;
  readonly #batch: BatchBuilder<CsvRow>;
  readonly #nullRule: NullRule | null;
  #header: Header | null = null;

  constructor(options: BatchAssemblerOptions, tally: ReadTally) {
    const { batchSize, hasHeader, columns, nullValues = [], dialect } = options;
    this.#options = options;
    this.#tally = tally;
    this.#batch = new BatchBuilder(batchSize);
    this.#nullRule = nullValues.length === 0 ? null : nullRule(nullValues, dialect);
    if (!hasHeader && columns !== undefined) this.#header = headerOf(columns, null);
  }

  /** Takes the records of the next stretch, in their order; yields a batch whenever one is full. */
  *take(
    found: SplitText,
    encoding: Encoding,
    hasSeenUndecodable: boolean,
  ): Generator<RowBatch<CsvRow>> {
    const records = parseRecords(found, this.#options.dialect);
    let index = 0;
    if (this.#header === null) {
      this.#header = this.#readHeader(found, records[0], encoding);
      if (this.#header === null) return;
      index = 1;
    }
    const header = this.#header;
    const badTextIn = hasSeenUndecodable || found.includes('\0') ? encoding : null;
    let malformedIndex = 0;
    while (index < records.length || malformedIndex < found.malformed.length) {
      const malformed = found.malformed[malformedIndex];
      if (malformed !== undefined && malformed.recordNumber < found.recordNumber(index)) {
        this.#tally.malformed += 1;
        this.#batch.reject(toRejectedRow(malformed));
        malformedIndex += 1;
      } else {
        this.#takeRecord(found, index, records[index] ?? [], header, badTextIn);
        index += 1;
      }
      if (this.#batch.isFull) yield this.#batch.take();
    }
  }

  /** Yields what is left once the file has ended. */
  *end(): Generator<RowBatch<CsvRow>> {
    if (this.#header === null) throw noHeader(this.#options.path);
    if (!this.#batch.isEmpty) yield this.#batch.take();
  }

  #takeRecord(
    found: SplitText,
    index: number,
    given: readonly string[],
    { cells: headerCells, columns, toRow }: Header,
    badTextIn: string | null,
  ): void {
    const { policy, dialect } = this.#options;
    const recordNumber = found.recordNumber(index);
    const lineNumber = found.lineNumber(index);
    const cells = policy === 'lenient' ? withoutExtraEmpty(given, columns.length) : given;
    const fault =
      cellFault(cells, columns, badTextIn) ??
      repeatedHeader(cells, headerCells ?? [], found.isMarked(index));
    if (fault === null) {
      this.#tally.rows += 1;
      if (cells !== given) this.#tally.addRepair('EXTRA_EMPTY_FIELDS');
      if (found.isRepaired(index)) this.#tally.addRepair('STRAY_QUOTE');
      this.#batch.add(
        toRow(cells, this.#nullRule?.(found.recordText(index))),
        recordNumber,
        lineNumber,
      );
    } else {
      this.#tally.malformed += 1;
      const why = found.isRepaired(index) ? notRepaired(fault) : fault;
      const text = found.recordText(index);
      const parts = { recordNumber, lineNumber, text, newline: dialect.newline, ...why };
      this.#batch.reject(toRejectedRow(malformedRecord(parts)));
    }
  }

  #readHeader(
    found: SplitText,
    cells: readonly string[] | undefined,
    encoding: Encoding,
  ): Header | null {
    const { path } = this.#options;
    const malformed = found.malformed.find((record) => record.recordNumber === 0);
    if (malformed !== undefined) {
      throw invalidHeader([malformed.message], { path, lineNumber: malformed.lineNumber });
    }
    if (cells === undefined) return null;
    const lineNumber = found.lineNumber(0);
    if (cells.some(hasUndecodable)) throw headerNotDecoded(path, lineNumber, encoding);
    return headerOf(readHeader(cells, { ...this.#options, lineNumber }), cells);
  }
}

function headerOf(columns: readonly string[], cells: readonly string[] | null): Header {
  return { cells, columns, toRow: rowFactory(columns) };
}

function headerNotDecoded(path: string, lineNumber: number, encoding: Encoding): WdhError {
  return new WdhError(
    `${path} is not ${encoding} text: its header (line ${lineNumber}) holds bytes that do not decode. Name its encoding with the option encoding.`,
    { code: 'INVALID_ENCODING', category: 'file', lineNumber },
  );
}
