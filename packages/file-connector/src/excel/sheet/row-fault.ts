import { cellAddress } from '../cells/cell-address.js';
import type { CellCode } from '../cells/cell-text.js';
import { type MergedRange, rangeAddress } from './merged-cells.js';
import type { SheetRow } from './sheet-row.js';
import type { TableColumns } from './table-columns.js';

/** The reason why a row of a sheet is malformed. */
export type MalformedSheetCode =
  | CellCode
  | 'FOOTER_AMONG_RECORDS'
  | 'MERGED_CELLS'
  | 'RECORD_TOO_LARGE'
  | 'REPEATED_HEADER'
  | 'TOO_MANY_FIELDS';

/** A fault of a row. */
export interface RowFault {
  readonly code: MalformedSheetCode;
  readonly field: string | null;
  readonly message: string;
}

/** A row of the table, as it is judged. */
export interface JudgedRow {
  readonly row: SheetRow;
  /** Merged cells in the columns of the table that the row crosses. */
  readonly merged: MergedRange | null;
  /** The cells of the table. */
  readonly cells: readonly string[];
}

/** The rules by which rows are judged. */
export interface RowRules {
  readonly table: TableColumns;
  /** Columns that are ignored, from 0. */
  readonly isIgnored: (column: number) => boolean;
  /** Names the sheet in messages. */
  readonly sheet: string;
  readonly maxRecordBytes: number;
}

/** Finds the first fault of a row; null where there is none. */
export function rowFault({ row, merged, cells }: JudgedRow, rules: RowRules): RowFault | null {
  const { table, sheet, maxRecordBytes } = rules;
  const at = (column: number): string =>
    `cell ${cellAddress(column, row.number)} of sheet ${sheet}`;
  if (row.isTooLarge) {
    const message = `expected a row of at most ${maxRecordBytes} bytes: raise maxRecordBytes if longer rows are valid`;
    return { code: 'RECORD_TOO_LARGE', field: null, message };
  }
  for (const { column, code, message } of row.problems) {
    const index = table.positions.indexOf(column);
    if (index === -1) continue;
    return { code, field: table.names[index] ?? null, message: `${at(column)} ${message}` };
  }
  const beside = cellBeside(row, rules);
  if (beside !== null) {
    const message = `expected no value beside the columns of the header, found one in ${at(beside)}`;
    return { code: 'TOO_MANY_FIELDS', field: null, message };
  }
  if (merged !== null) {
    const index = table.positions.findIndex((column) => column >= merged.left);
    const message = `row ${row.number} of sheet ${sheet} has merged cells (${rangeAddress(merged)}): mergedCells: 'fill' gives each of them the value, 'first' only the first one`;
    return { code: 'MERGED_CELLS', field: table.names[index] ?? null, message };
  }
  return isRepeatedHeader(cells, table.header)
    ? {
        code: 'REPEATED_HEADER',
        field: null,
        message: 'expected a record, found a repeated header',
      }
    : null;
}

/** Finds a cell with a value that belongs to no column of the table. */
function cellBeside(row: SheetRow, { table, isIgnored }: RowRules): number | null {
  const { positions } = table;
  const first = positions[0] ?? 0;
  const last = positions.at(-1) ?? 0;
  const isBeside = (column: number): boolean =>
    (column < first || column > last) && !isIgnored(column);
  if (row.cells.length > last + 1 || first > 0) {
    for (const [column, cell] of row.cells.entries()) {
      if (cell !== '' && isBeside(column)) return column;
    }
  }
  return row.problems.find(({ column }) => isBeside(column))?.column ?? null;
}

/** In a lone column, a cell may be equal to the name of the column. */
function isRepeatedHeader(cells: readonly string[], header: readonly string[] | null): boolean {
  if (header === null || cells.length < 2 || cells[0] !== header[0]) return false;
  return cells.every((cell, index) => cell === header[index]);
}
