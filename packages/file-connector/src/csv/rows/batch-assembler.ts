import type { RejectedRow, RowBatch } from '@wdh/pipeline-core';
import type { Encoding } from '../../encoding/encoding.js';
import { columnFormats } from '../../header/column-formats.js';
import { type FooterBuffer, footerBuffer } from '../../layout/footer-buffer.js';
import { footerMissing } from '../../layout/footer-missing.js';
import type { FormatFault } from '../../parse/row-formats.js';
import { BatchBuilder } from '../../rows/batch-builder.js';
import { plainCell } from '../../rows/plain-cell.js';
import { cellRows, type RowKind, valuesOf } from '../../rows/row-factory.js';
import type { ReadTally } from '../../tally/read-tally.js';
import { linesOf, misplacedFooter } from '../layout/footer-records.js';
import { HeaderRows, type ReadHeader } from '../layout/header-rows.js';
import { recordCells } from '../layout/record-cells.js';
import { RepeatedHeaders } from '../layout/repeated-headers.js';
import { type CellFault, cellFault } from '../records/cell-fault.js';
import { type FoundRecord, type ParsedRecord, unparsedRecord } from '../records/found-record.js';
import { malformedRecord, toRejectedRow } from '../records/malformed-record.js';
import { parseRecords } from '../records/parse-records.js';
import type { PlainRun } from '../records/plain/plain-run.js';
import type { SplitText } from '../records/split-text.js';
import { RecordQueue, type SurplusCells } from '../repairs/record-queue.js';
import { addPlainRows } from './add-plain-rows.js';
import type { BatchAssemblerOptions } from './batch-assembler-options.js';
import type { HeaderOfRows } from './header-of-rows.js';
import { type NullRule, nullRule } from './null-rule.js';
import { notRepaired, withoutSurplus } from './record-rules.js';

/** Converts the records of a file, piece by piece, to batches of rows with the names of the header. */
export class BatchAssembler<Row extends object> {
  readonly #options: BatchAssemblerOptions;
  readonly #tally: ReadTally;
  readonly #batch: BatchBuilder<Row>;
  readonly #kind: RowKind<Row>;
  readonly #nullRule: NullRule | null;
  readonly #headerRows: HeaderRows;
  readonly #footer: FooterBuffer<FoundRecord> | null;
  #header: HeaderOfRows<Row> | null = null;
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
    let runIndex = 0;
    for (;;) {
      const malformed = found.malformed[malformedIndex];
      const run = found.plain[runIndex];
      const next = Math.min(found.recordNumber(index), malformed?.recordNumber ?? Infinity);
      if (run !== undefined && run.recordNumber(0) < next) {
        runIndex += 1;
        yield* this.#takePlain(run, header, badTextIn);
        continue;
      }
      if (next === Infinity) return;
      const isMalformed = malformed?.recordNumber === next;
      const record: FoundRecord = isMalformed
        ? unparsedRecord(malformed, this.#options.dialect.quote)
        : found.record(index, records[index] ?? [], badTextIn);
      if (isMalformed) malformedIndex += 1;
      else index += 1;
      if (header.queue === null && this.#footer === null) this.#place(record, header, null, null);
      else yield* this.#placeLater(record, header, this.#footer);
      if (this.#batch.isFull) yield this.#next(header);
    }
  }

  /** Adds plain records: straight from the text where nothing has to be decided about their cells. */
  *#takePlain(
    run: PlainRun,
    header: HeaderOfRows<Row>,
    badTextIn: string | null,
  ): Generator<RowBatch<Row>> {
    const isBuffered = header.queue !== null || this.#footer !== null;
    if (isBuffered) run.keep();
    const isWhole = badTextIn === null && run.cellCount === header.columns.length;
    const toRow = isWhole && !isBuffered ? header.toPlainRow : null;
    let index = 0;
    while (index < run.count) {
      const added =
        toRow === null ? 0 : addPlainRows(this.#batch, run, index, header.repeated, toRow);
      this.#tally.rows += added;
      index += Math.max(1, added);
      if (added === 0) {
        const record = run.record(index - 1, badTextIn);
        if (isBuffered) yield* this.#placeLater(record, header, this.#footer);
        else this.#place(record, header, null, null);
      }
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

  #next({ columns }: HeaderOfRows<Row>): RowBatch<Row> {
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
    header: HeaderOfRows<Row>,
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

  *#placeWaiting(
    header: HeaderOfRows<Row>,
    queue: RecordQueue<FoundRecord>,
  ): Generator<RowBatch<Row>> {
    for (let next = queue.next(); next !== undefined; next = queue.next()) {
      this.#place(next.item, header, next.surplus, next.expectedCells);
      if (this.#batch.isFull) yield this.#next(header);
    }
  }

  #place(
    record: FoundRecord,
    header: HeaderOfRows<Row>,
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

  #headerOf({ rows, columns, namelessCount, lineNumber }: ReadHeader): HeaderOfRows<Row> {
    const { path, policy, dialect, layout, nullValues = [], nullQuoted = false } = this.#options;
    const { newline } = dialect;
    const { skipAfterHeader } = layout;
    this.#batch.limitCells(columns.length);
    const textOf = (record: FoundRecord): string =>
      record.cells === null ? '' : record.found.recordText(record.index);
    const cellRules = recordCells(layout, dialect, columns.length);
    const formats = columnFormats(columns, { ...this.#options, lineNumber }, cellRows.keyOf);
    const cell = plainCell(dialect.quote ?? '', { values: nullValues, areQuoted: nullQuoted });
    const isPlain = cellRules === null && formats === null;
    return {
      columns,
      repeated: new RepeatedHeaders({ rows, path, skipAfterHeader, newline }),
      recordCells: cellRules,
      toRow: this.#kind.factory(columns),
      toPlainRow: isPlain ? this.#kind.plain(columns, cell) : null,
      formats,
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
