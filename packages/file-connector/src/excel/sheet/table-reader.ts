import type { RowBatch } from '@wdh/pipeline-core';
import { noHeader } from '../../header/read-header.js';
import { type FooterBuffer, footerBuffer } from '../../layout/footer-buffer.js';
import { footerMissing } from '../../layout/footer-missing.js';
import type { RowKind } from '../../rows/row-factory.js';
import type { ExcelTally } from '../excel-statistics.js';
import type { MergedRange } from './merged-cells.js';
import { MergedRows } from './merged-rows.js';
import type { JudgedRow } from './row-fault.js';
import { SheetAssembler } from './sheet-assembler.js';
import { isBlankRow, type SheetRow } from './sheet-row.js';
import {
  columnsOfHeader,
  columnsWithoutHeader,
  type HeaderContext,
  type TableColumns,
} from './table-columns.js';

/** What {@link TableReader} needs. */
export interface TableReaderOptions extends HeaderContext {
  /** The name of the sheet for messages. */
  readonly sheet: string;
  readonly merged: readonly MergedRange[];
}

/** The part of the sheet in which a row is. */
type Phase = 'above' | 'header' | 'below-header' | 'records';

/** Finds header, records, blank rows and footer among the rows of a sheet, which arrive in order. */
export class TableReader<Row extends object> {
  readonly #options: TableReaderOptions;
  readonly #tally: ExcelTally;
  readonly #kind: RowKind<Row>;
  readonly #merged: MergedRows;
  readonly #footer: FooterBuffer<JudgedRow> | null;
  readonly #header: SheetRow[] = [];
  #phase: Phase = 'above';
  #skipLeft: number;
  #table: TableColumns | null = null;
  #assembler: SheetAssembler<Row> | null = null;

  constructor(options: TableReaderOptions, tally: ExcelTally, kind: RowKind<Row>) {
    const { settings, merged } = options;
    this.#options = options;
    this.#tally = tally;
    this.#kind = kind;
    this.#merged = new MergedRows(settings.mergedCells === 'first' ? [] : merged, options.place);
    this.#footer = footerBuffer(settings.layout);
    this.#skipLeft = settings.layout.skipAfterHeader;
  }

  /** Adds the next row, and the rows before it that the file does not store, which are blank. */
  *take(row: SheetRow): Generator<RowBatch<Row>> {
    while (this.#tally.lines + 1 < row.number) {
      const number = this.#tally.lines + 1;
      if (this.#phase === 'records') {
        this.#count('blankLines', row.number - number);
      } else {
        yield* this.#place({ number, cells: [], problems: [], isHidden: false, isTooLarge: false });
      }
    }
    yield* this.#place(row);
  }

  /** Yields the rest at the end of the sheet. */
  *end(): Generator<RowBatch<Row>> {
    const { settings, place } = this.#options;
    if (this.#assembler === null && !settings.hasHeader) this.#begin();
    if (this.#assembler === null) throw noHeader(place);
    const footer = this.#footer?.end() ?? [];
    const { footerRows } = settings.layout;
    if (footer.length < footerRows) throw footerMissing(place, footer.length, footerRows);
    this.#tally.moveToFooter(footer.length);
    yield* this.#assembler.end();
  }

  *#place(row: SheetRow): Generator<RowBatch<Row>> {
    const { settings } = this.#options;
    this.#merged.enter(row);
    if (this.#phase === 'above' && this.#isTop(row)) {
      this.#phase = settings.hasHeader ? 'header' : 'records';
      if (!settings.hasHeader) this.#begin();
    }
    switch (this.#phase) {
      case 'above':
        this.#count(this.#isGiven ? 'skippedLines' : 'blankLines', 1);
        return;
      case 'header':
        this.#placeInHeader(row);
        return;
      case 'below-header':
        this.#skipLeft -= 1;
        if (this.#skipLeft === 0) this.#phase = 'records';
        this.#count('skippedLines', 1);
        return;
      case 'records':
        yield* this.#placeRecord(row);
    }
  }

  /** Whether the options say in which row the table begins. */
  get #isGiven(): boolean {
    const { hasHeader, headerRow } = this.#options.settings;
    return !hasHeader || headerRow !== undefined;
  }

  #isTop(row: SheetRow): boolean {
    const { hasHeader, headerRow, firstRow } = this.#options.settings;
    if (!hasHeader) return row.number >= firstRow;
    return headerRow === undefined ? !isBlankRow(row) : row.number >= headerRow;
  }

  #count(kind: 'skippedLines' | 'headerLines' | 'blankLines' | 'recordLines', count: number): void {
    this.#tally.lines += count;
    this.#tally.addLines(kind, count);
  }

  #placeInHeader(row: SheetRow): void {
    const { settings } = this.#options;
    const isFilled = settings.mergedCells === 'fill';
    const mostBytes = settings.maxRecordBytes;
    const right = row.cells.length === 0 ? 0 : mostRight(row, this.#options);
    this.#header.push(
      isFilled ? this.#merged.filled(row, { right, mostBytes, isHeader: true }) : row,
    );
    this.#count('headerLines', 1);
    if (this.#header.length < settings.layout.headerRows) return;
    this.#begin();
    this.#phase = this.#skipLeft > 0 ? 'below-header' : 'records';
  }

  /** Starts with the records, now that the columns are known. */
  #begin(): void {
    const { settings, place, sheet, hiddenColumns } = this.#options;
    const { columnRange, columns = [] } = settings;
    const table = settings.hasHeader
      ? columnsOfHeader(this.#header, this.#options)
      : columnsWithoutHeader(columns, this.#options);
    const isIgnored = (column: number): boolean =>
      columnRange !== null || (settings.hiddenColumns === 'skip' && hiddenColumns.has(column));
    this.#table = table;
    const [first = 0] = table.positions;
    const last = table.positions.at(-1) ?? 0;
    for (const column of hiddenColumns) {
      if (column >= first && column <= last) this.#tally.hiddenColumns += 1;
    }
    const options = { ...settings, place, sheet, isIgnored };
    this.#assembler = new SheetAssembler(table, options, this.#tally, this.#kind);
  }

  *#placeRecord(row: SheetRow): Generator<RowBatch<Row>> {
    const { settings } = this.#options;
    if (isBlankRow(row)) {
      this.#count('blankLines', 1);
      return;
    }
    if (row.isHidden) this.#tally.hiddenRows += 1;
    const isSkipped = row.isHidden && settings.hiddenRows === 'skip';
    this.#count(isSkipped ? 'skippedLines' : 'recordLines', 1);
    if (isSkipped) return;
    const judged = this.#judged(row);
    if (this.#footer === null) {
      yield* this.#add(judged, false);
      return;
    }
    for (const { item, isMisplaced } of this.#footer.take(judged, judged.cells)) {
      yield* this.#add(item, isMisplaced);
    }
  }

  #judged(row: SheetRow): JudgedRow {
    const positions = this.#table?.positions ?? [];
    const last = positions.at(-1) ?? 0;
    const { mergedCells, maxRecordBytes: mostBytes } = this.#options.settings;
    const isFilled = mergedCells === 'fill';
    const whole = isFilled ? this.#merged.filled(row, { right: last, mostBytes }) : row;
    const merged = isFilled ? null : this.#merged.within(positions[0] ?? 0, last);
    return { row: whole, merged, cells: positions.map((column) => whole.cells[column] ?? '') };
  }

  *#add(judged: JudgedRow, isMisplaced: boolean): Generator<RowBatch<Row>> {
    if (this.#assembler === null) return;
    if (!isMisplaced) {
      yield* this.#assembler.add(judged);
      return;
    }
    this.#assembler.reject(judged, {
      code: 'FOOTER_AMONG_RECORDS',
      field: null,
      message:
        'expected the footer at the end of the sheet, found a row that matches the option footer before other rows',
    });
  }
}

/** The last column that merged cells of a header may fill. */
function mostRight(row: SheetRow, { settings, merged }: TableReaderOptions): number {
  if (settings.columnRange !== null) return settings.columnRange.last;
  return merged
    .filter(({ top }) => top === row.number)
    .reduce((most, { right }) => Math.max(most, right), row.cells.length - 1);
}
