import { invalidHeader, noHeader, readHeader } from '../../header/read-header.js';
import { joinHeaderRows } from '../../layout/join-header-rows.js';
import { cellAddress } from '../cells/cell-address.js';
import type { ExcelSettings } from '../excel-options.js';
import type { SheetRow } from './sheet-row.js';

/** The columns of a table in a sheet. */
export interface TableColumns {
  /** The names in the rows. */
  readonly names: readonly string[];
  /** The column of each in the sheet, from 0. */
  readonly positions: readonly number[];
  /** The cells of a header of one row; null for another. */
  readonly header: readonly string[] | null;
  /** The row of the sheet in which the header begins; 0 where there is none. */
  readonly rowNumber: number;
}

/** What is known about a sheet before its header. */
export interface HeaderContext {
  readonly settings: ExcelSettings;
  /** Names workbook and sheet in messages. */
  readonly place: string;
  readonly hiddenColumns: ReadonlySet<number>;
}

/** Returns the columns of a sheet without a header. */
export function columnsWithoutHeader(
  columns: readonly string[],
  context: HeaderContext,
): TableColumns {
  const first = context.settings.columnRange?.first ?? 0;
  const positions: number[] = [];
  for (let column = first; positions.length < columns.length; column += 1) {
    if (isRead(column, context)) positions.push(column);
  }
  return { names: columns, positions, header: null, rowNumber: 0 };
}

/**
 * Reads the columns from the rows of a header: from the first to the last that has a name.
 *
 * @throws WdhError `CSV_NO_HEADER`, `CSV_HEADER_INVALID` (data)
 */
export function columnsOfHeader(rows: readonly SheetRow[], context: HeaderContext): TableColumns {
  const { settings, place } = context;
  const { layout, columnRange: range } = settings;
  const lineNumber = rows[0]?.number ?? 1;
  const faulty = new Set(rows.flatMap(({ problems }) => problems.map(({ column }) => column)));
  const width = Math.max(0, ...rows.map(({ cells }) => cells.length), ...[...faulty].map(next));
  const { first, last } = range ?? { first: 0, last: width - 1 };
  const all = Array.from({ length: last - first + 1 }, (_, index) => first + index).filter(
    (column) => isRead(column, context),
  );
  const cells = rows.map((row) => all.map((column) => row.cells[column] ?? ''));
  const joined = joinHeaderRows(cells, layout) ?? [];
  const isUsed = all.map((column, at) => joined[at]?.trim() !== '' || faulty.has(column));
  if (!isUsed.includes(true)) throw noHeader(place);
  const from = range === null ? isUsed.indexOf(true) : 0;
  const to = range === null ? isUsed.lastIndexOf(true) + 1 : joined.length;
  const positions = all.slice(from, to);
  const faults = faultsOf(rows, positions);
  if (faults.length > 0) throw invalidHeader(faults, { path: place, lineNumber });
  const { columns, renameColumns, snakeCase } = settings;
  const { duplicateHeaders, emptyHeaders } = layout;
  const naming = { columns, renameColumns, snakeCase, duplicateHeaders, emptyHeaders };
  const rules = { path: place, lineNumber, ...naming };
  const names = readHeader(joined.slice(from, to), rules);
  const header = rows.length === 1 ? (cells[0] ?? []).slice(from, to) : null;
  return { names, positions, header, rowNumber: lineNumber };
}

const next = (column: number): number => column + 1;

function isRead(column: number, { settings, hiddenColumns }: HeaderContext): boolean {
  return settings.hiddenColumns === 'read' || !hiddenColumns.has(column);
}

function faultsOf(rows: readonly SheetRow[], positions: readonly number[]): string[] {
  const inTable = new Set(positions);
  return rows.flatMap(({ problems, number }) =>
    problems
      .filter(({ column }) => inTable.has(column))
      .map(({ column, message }) => `cell ${cellAddress(column, number)} ${message}`),
  );
}
