import type { RejectedRow, RowBatch } from '@wdh/pipeline-core';
import type { Encoding } from '../../encoding/encoding.js';
import { columnFormats } from '../../header/column-formats.js';
import { type FooterBuffer, footerBuffer } from '../../layout/footer-buffer.js';
import { footerMissing } from '../../layout/footer-missing.js';
import type { CellFormats, FormatFault, RowFormats } from '../../parse/row-formats.js';
import { BatchBuilder } from '../../rows/batch-builder.js';
import { cellRows, type RowFactory, type RowKind, valuesOf } from '../../rows/row-factory.js';
import type { ReadTally } from '../../tally/read-tally.js';
import type { CsvDialect } from '../dialect/csv-dialect.js';
import type { CsvLayout } from '../layout/csv-layout.js';
import { linesOf, misplacedFooter } from '../layout/footer-records.js';
import { HeaderRows, type ReadHeader } from '../layout/header-rows.js';
import { type RecordCells, recordCells } from '../layout/record-cells.js';
import { RepeatedHeaders } from '../layout/repeated-headers.js';
import { type CellFault, cellFault } from '../records/cell-fault.js';
import { type FoundRecord, type ParsedRecord, unparsedRecord } from '../records/found-record.js';
import { malformedRecord, toRejectedRow } from '../records/malformed-record.js';
import { parseRecords } from '../records/parse-records.js';
import type { MalformedPolicy } from '../records/record-splitter.js';
import type { SplitText } from '../records/split-text.js';
import { RecordQueue, type SurplusCells } from '../repairs/record-queue.js';
import { type NullRule, nullRule } from './null-rule.js';
import { notRepaired, withoutSurplus } from './record-rules.js';

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
  readonly layout: CsvLayout;
}

interface Header<Row extends object> {
  readonly columns: readonly string[];
  readonly repeated: RepeatedHeaders;
  /** Null where the cells of records are read as they are. */
  readonly recordCells: RecordCells | null;
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
  readonly #headerRows: HeaderRows;
  readonly #footer: FooterBuffer<FoundRecord> | null;
  #header: Header<Row> | null = null;
  #isFirst = true;

  constructor(options: BatchAssemblerOptions, tally: ReadTally, kind: RowKind<Row>) {
    const { hasHeader, columns, nullValues = [], nullQuoted = false, dialect } = options;
    this.#options = options;
    this.#tally = tally;
    this.#kind = kind;
    this.#batch = new BatchBuilder(options);
    this.#nullRule = nullValues.length === 0 ? null : nullRule(nullValues, dialect, nullQuoted);
    this.#headerRows = new HeaderRows(options);
    this.#footer = footerBuffer(options.layout);
    if (!hasHeader && columns !== undefined) {
      this.#header = this.#headerOf({ rows: [], columns, namelessCount: 0, lineNumber: 1 });
    }
  }

  /** Adds the records of the next piece, in order; yields each full batch. */
  *take(
    found: SplitText,
    encoding: Encoding,
    hasSeenUndecodable: boolean,
  ): Generator<RowBatch<Row>> {
    const records = parseRecords(found, this.#options.dialect);
    if (this.#header === null) {
      const read = this.#headerRows.take(found, records, encoding);
      if (read === null) return;
      this.#header = this.#headerOf(read);
    }
    const header = this.#header;
    let index = 0;
    while (found.recordNumber(index) <= 0) index += 1;
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
      if (header.queue === null && this.#footer === null) this.#place(record, header, null, null);
      else yield* this.#placeLater(record, header, this.#footer);
      if (this.#batch.isFull) yield this.#next(header);
    }
  }

  /** Yields the rest at the end of the file; for a file without records, its columns. */
  *end(): Generator<RowBatch<Row>> {
    if (this.#header === null) throw this.#headerRows.missing();
    this.#endFooter(this.#footer);
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

  /** Counts the records in the buffer as the footer. */
  #endFooter(buffer: FooterBuffer<FoundRecord> | null): void {
    const { path, layout } = this.#options;
    const footer = buffer?.end() ?? [];
    if (footer.length < layout.footerRows) {
      throw footerMissing(path, footer.length, layout.footerRows);
    }
    for (const record of footer) this.#tally.moveToFooter(linesOf(record));
  }

  /** Adds the record to the buffers of the footer and of repairs, and places those that leave them. */
  *#placeLater(
    record: FoundRecord,
    header: Header<Row>,
    footer: FooterBuffer<FoundRecord> | null,
  ): Generator<RowBatch<Row>> {
    const released = footer?.take(record, record.cells) ?? [{ item: record, isMisplaced: false }];
    for (const { item, isMisplaced } of released) {
      const next = isMisplaced ? misplacedFooter(item) : item;
      header.queue?.push(next);
      if (header.queue === null) this.#place(next, header, null, null);
      else yield* this.#placeWaiting(header, header.queue);
      if (this.#batch.isFull) yield this.#next(header);
    }
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
    const kept = surplus === null ? record.cells : withoutSurplus(record.cells, surplus);
    const read = header.recordCells?.read(kept, found.recordText(index)) ?? kept;
    const cells = isFault(read) ? kept : read;
    const fault = isFault(read)
      ? read
      : (cellFault(cells, header.columns, record.badTextIn, expectedCells) ??
        header.repeated.faultOf(cells, record));
    if (fault !== null) {
      this.#tally.malformed += 1;
      this.#batch.reject(this.#rejected(record, isRepaired ? notRepaired(fault) : fault));
      return;
    }
    const isNull = this.#nullRule?.(found.recordText(index), surplus?.at);
    const { formats, toRow } = header;
    // The cells of an array are found by index, in less time than the properties of a row.
    const values = formats === null ? cells : valuesOf(cells, isNull);
    const wrongCell = formats?.convert(values) ?? null;
    if (wrongCell !== null) {
      this.#tally.malformed += 1;
      this.#batch.rejectValues(this.#rejected(record, wrongCell));
      return;
    }
    const row = toRow(values, formats === null ? isNull : undefined);
    this.#tally.rows += 1;
    if (surplus !== null) this.#tally.addRepair('EXTRA_EMPTY_FIELDS');
    if (isRepaired) this.#tally.addRepair('STRAY_QUOTE');
    this.#batch.add(row, found.recordNumber(index), found.lineNumber(index));
  }

  #rejected({ found, index }: ParsedRecord, why: CellFault | FormatFault): RejectedRow {
    const recordNumber = found.recordNumber(index);
    const lineNumber = found.lineNumber(index);
    const text = found.recordText(index);
    const lineCount = found.lineCount(index);
    return toRejectedRow(malformedRecord({ recordNumber, lineNumber, text, lineCount, ...why }));
  }

  #headerOf({ rows, columns, namelessCount, lineNumber }: ReadHeader): Header<Row> {
    const { path, policy, dialect, layout } = this.#options;
    const { newline } = dialect;
    const { skipAfterHeader } = layout;
    this.#batch.limitCells(columns.length);
    const textOf = (record: FoundRecord): string =>
      record.cells === null ? '' : record.found.recordText(record.index);
    return {
      columns,
      repeated: new RepeatedHeaders({ rows, path, skipAfterHeader, newline }),
      recordCells: recordCells(layout, dialect, columns.length),
      toRow: this.#kind.factory(columns),
      formats: columnFormats(columns, { ...this.#options, lineNumber }, cellRows.keyOf),
      queue:
        policy === 'lenient'
          ? new RecordQueue(columns.length, namelessCount, dialect, textOf)
          : null,
    };
  }
}

function isFault(read: readonly string[] | CellFault): read is CellFault {
  return 'code' in read;
}
