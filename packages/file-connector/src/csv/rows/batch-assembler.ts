import { type RejectedRow, type RowBatch, WdhError } from '@wdh/pipeline-core';
import type { Encoding } from '../../encoding/encoding.js';
import { hasUndecodable } from '../../encoding/undecodable-bytes.js';
import type { CellFormats, FormatFault, RowFormats } from '../../parse/row-formats.js';
import { csvFormats } from '../csv-formats.js';
import type { CsvDialect } from '../dialect/csv-dialect.js';
import type { ReadTally } from '../read-tally.js';
import { malformedRecord, toRejectedRow } from '../records/malformed-record.js';
import { parseRecords } from '../records/parse-records.js';
import type { MalformedPolicy } from '../records/record-splitter.js';
import type { SplitText } from '../records/split-text.js';
import { RecordQueue, type SurplusCells } from '../repairs/record-queue.js';
import { BatchBuilder } from './batch-builder.js';
import { type CellFault, cellFault } from './cell-fault.js';
import { invalidHeader, noHeader, readHeader } from './csv-header.js';
import { type FoundRecord, type ParsedRecord, unparsedRecord } from './found-record.js';
import { joinedHeader } from './joined-header.js';
import { type NullRule, nullRule } from './null-rule.js';
import { notRepaired, repeatedHeader, withoutNamelessEnd, withoutSurplus } from './record-rules.js';
import type { RowFactory, RowKind } from './row-factory.js';

/** Options of {@link BatchAssembler}. */
export interface BatchAssemblerOptions {
  /** Path of the file, for messages. */
  readonly path: string;
  readonly dialect: CsvDialect;
  readonly batchSize: number;
  readonly maxConsecutiveMalformed: number;
  readonly policy: MalformedPolicy;
  readonly hasHeader: boolean;
  /** The columns that the file must have; undefined accepts any. */
  readonly columns: readonly string[] | undefined;
  readonly renameColumns?: Readonly<Record<string, string>> | undefined;
  readonly snakeCase?: boolean | undefined;
  readonly nullValues?: readonly string[] | undefined;
  readonly nullQuoted?: boolean | undefined;
  readonly formats?: CellFormats | undefined;
}

interface Header<Row extends object> {
  /** The original header; null where the file has none. */
  readonly cells: readonly string[] | null;
  readonly columns: readonly string[];
  readonly toRow: RowFactory<Row>;
  /** Null where cells are kept as they are. */
  readonly formats: RowFormats | null;
  /** Decides on repairs; null for the policy `strict`. */
  readonly queue: RecordQueue<FoundRecord> | null;
}

/** Converts the records of a file, piece by piece, to batches of rows with the names of the header. */
export class BatchAssembler<Row extends object> {
  readonly #options: BatchAssemblerOptions;
  readonly #tally: ReadTally;
  readonly #batch: BatchBuilder<Row>;
  readonly #kind: RowKind<Row>;
  readonly #nullRule: NullRule | null;
  #header: Header<Row> | null = null;
  #isFirst = true;

  constructor(options: BatchAssemblerOptions, tally: ReadTally, kind: RowKind<Row>) {
    const { hasHeader, columns, nullValues = [], nullQuoted = false, dialect } = options;
    this.#options = options;
    this.#tally = tally;
    this.#kind = kind;
    this.#batch = new BatchBuilder(options);
    this.#nullRule = nullValues.length === 0 ? null : nullRule(nullValues, dialect, nullQuoted);
    if (!hasHeader && columns !== undefined) this.#header = this.#headerOf(columns, null, 0, 1);
  }

  /** Adds the records of the next piece, in order; yields each full batch. */
  *take(
    found: SplitText,
    encoding: Encoding,
    hasSeenUndecodable: boolean,
  ): Generator<RowBatch<Row>> {
    const records = parseRecords(found, this.#options.dialect);
    let index = 0;
    if (this.#header === null) {
      this.#header = this.#readHeader(found, records[0], encoding);
      if (this.#header === null) return;
      index = 1;
    }
    const header = this.#header;
    const badTextIn =
      hasSeenUndecodable || found.mayHaveBadText(this.#options.dialect.escapes) ? encoding : null;
    let malformedIndex = 0;
    while (index < records.length || malformedIndex < found.malformed.length) {
      const malformed = found.malformed[malformedIndex];
      const isMalformed =
        malformed !== undefined && malformed.recordNumber < found.recordNumber(index);
      const record: FoundRecord = isMalformed
        ? unparsedRecord(malformed, this.#options.dialect.quote)
        : {
            cells: records[index] ?? [],
            isRepaired: found.isRepaired(index),
            isTorn: false,
            found,
            index,
            badTextIn,
          };
      if (isMalformed) malformedIndex += 1;
      else index += 1;
      header.queue?.push(record);
      if (header.queue === null) this.#place(record, header, null, null);
      else yield* this.#placeWaiting(header, header.queue);
      if (this.#batch.isFull) yield this.#next(header);
    }
  }

  /** Yields the rest at the end of the file; for a file without records, its columns. */
  *end(): Generator<RowBatch<Row>> {
    if (this.#header === null) throw noHeader(this.#options.path);
    const { queue } = this.#header;
    queue?.close();
    if (queue !== null) yield* this.#placeWaiting(this.#header, queue);
    if (!this.#batch.isEmpty || this.#isFirst) yield this.#next(this.#header);
  }

  #next({ columns }: Header<Row>): RowBatch<Row> {
    const batch = this.#batch.take();
    if (!this.#isFirst) return batch;
    this.#isFirst = false;
    return { ...batch, columns };
  }

  *#placeWaiting(header: Header<Row>, queue: RecordQueue<FoundRecord>): Generator<RowBatch<Row>> {
    for (let next = queue.next(); next !== undefined; next = queue.next()) {
      this.#place(next.item, header, next.surplus, next.expectedCells);
      if (this.#batch.isFull) yield this.#next(header);
    }
  }

  #place(
    record: FoundRecord,
    header: Header<Row>,
    surplus: SurplusCells | null,
    expectedCells: number | null,
  ): void {
    if (record.cells === null) {
      this.#tally.malformed += 1;
      this.#batch.reject(toRejectedRow(record.malformed));
      return;
    }
    const { found, index, isRepaired } = record;
    const cells = surplus === null ? record.cells : withoutSurplus(record.cells, surplus);
    const recordNumber = found.recordNumber(index);
    const lineNumber = found.lineNumber(index);
    const fault =
      cellFault(cells, header.columns, record.badTextIn, expectedCells) ??
      (found.isMarked(index)
        ? joinedHeader(cells, header.cells ?? [], { path: this.#options.path, lineNumber })
        : repeatedHeader(cells, header.cells ?? []));
    if (fault !== null) {
      this.#tally.malformed += 1;
      this.#batch.reject(this.#rejected(record, isRepaired ? notRepaired(fault) : fault));
      return;
    }
    const isNull = this.#nullRule?.(found.recordText(index), surplus?.at);
    const row = header.toRow(cells, isNull);
    const wrongCell = header.formats?.convert(row) ?? null;
    if (wrongCell !== null) {
      this.#tally.malformed += 1;
      this.#batch.rejectValues(this.#rejected(record, wrongCell));
      return;
    }
    this.#tally.rows += 1;
    if (surplus !== null) this.#tally.addRepair('EXTRA_EMPTY_FIELDS');
    if (isRepaired) this.#tally.addRepair('STRAY_QUOTE');
    this.#batch.add(row, recordNumber, lineNumber);
  }

  #rejected({ found, index }: ParsedRecord, why: CellFault | FormatFault): RejectedRow {
    const recordNumber = found.recordNumber(index);
    const lineNumber = found.lineNumber(index);
    const text = found.recordText(index);
    const { newline } = this.#options.dialect;
    return toRejectedRow(malformedRecord({ recordNumber, lineNumber, text, newline, ...why }));
  }

  #readHeader(
    found: SplitText,
    cells: readonly string[] | undefined,
    encoding: Encoding,
  ): Header<Row> | null {
    const { path, policy } = this.#options;
    const malformed = found.malformed.find((record) => record.recordNumber === 0);
    if (malformed !== undefined) {
      throw invalidHeader([malformed.message], { path, lineNumber: malformed.lineNumber });
    }
    if (cells === undefined) return null;
    const lineNumber = found.lineNumber(0);
    if (cells.some(hasUndecodable)) throw headerNotDecoded(path, lineNumber, encoding);
    const names = policy === 'lenient' ? withoutNamelessEnd(cells) : cells;
    const columns = readHeader(names, { ...this.#options, lineNumber });
    return this.#headerOf(columns, names, cells.length - names.length, lineNumber);
  }

  #headerOf(
    columns: readonly string[],
    cells: readonly string[] | null,
    namelessCount: number,
    lineNumber: number,
  ): Header<Row> {
    const { policy, dialect } = this.#options;
    this.#batch.limitCells(columns.length);
    const formats = csvFormats(columns, { ...this.#options, lineNumber }, this.#kind.keyOf);
    const textOf = (record: FoundRecord): string =>
      record.cells === null ? '' : record.found.recordText(record.index);
    const queue =
      policy === 'lenient' ? new RecordQueue(columns.length, namelessCount, dialect, textOf) : null;
    return { cells, columns, toRow: this.#kind.factory(columns), formats, queue };
  }
}

function headerNotDecoded(path: string, lineNumber: number, encoding: Encoding): WdhError {
  return new WdhError(
    `${path} is not ${encoding} text: its header (line ${lineNumber}) contains bytes that do not decode. Set its encoding with the option encoding.`,
    { code: 'INVALID_ENCODING', category: 'file', lineNumber },
  );
}
