import type { PlainCell } from './plain-cell.js';
import { cellsRowFactory, namedRowFactory, type PlainRowFactory } from './plain-row-factory.js';

/** Returns which cells of a record are null. */
type IsNull = (cell: string, index: number) => boolean;

/** Creates a row from the cells of one record; `isNull` returns which cells are null. */
export type RowFactory<Row extends object> = (
  cells: readonly (string | null)[],
  isNull?: IsNull,
) => Row;

/** The kind of rows that a reader makes. */
export interface RowKind<Row extends object> {
  /** Creates the function that makes the rows of a file with the given columns. */
  readonly factory: (columns: readonly string[]) => RowFactory<Row>;
  /** Creates the function that makes such rows from the positions of cells in a text. */
  readonly plain: (columns: readonly string[], cell: PlainCell) => PlainRowFactory<Row>;
  /** Returns the key of a column's cell in such a row. */
  readonly keyOf: (column: string, index: number) => string | number;
}

/** A row as a plain object, with a property for each column. */
export type CsvRow = Record<string, string | null>;

/**
 * Creates a function that converts the cells of a record to a row, one property per column.
 *
 * Rows are plain objects. Copying a template gives all of them the same shape, and makes a column
 * named `__proto__` an ordinary property: the template has it as an own property.
 */
function rowFactory(columns: readonly string[]): RowFactory<CsvRow> {
  const template: CsvRow = Object.fromEntries(columns.map((column) => [column, '']));
  return (cells, isNull) => {
    const row = { ...template };
    for (let index = 0; index < columns.length; index += 1) {
      const column = columns[index];
      const cell = cells[index];
      if (column !== undefined && cell !== undefined) row[column] = cell;
    }
    if (isNull !== undefined) {
      for (const [index, column] of columns.entries()) {
        if (isNull(cells[index] ?? '', index)) row[column] = null;
      }
    }
    return row;
  };
}

/** Rows as plain objects by column. */
export const namedRows: RowKind<CsvRow> = {
  factory: rowFactory,
  plain: namedRowFactory,
  keyOf: (column) => column,
};

/** Rows as arrays of cells, which cost less than objects. */
export const cellRows: RowKind<readonly (string | null)[]> = {
  factory: cellsFactory,
  plain: cellsRowFactory,
  keyOf: (_, index) => index,
};

/** Creates a function that returns the cells of a record as an array. */
function cellsFactory(): RowFactory<readonly (string | null)[]> {
  return (cells, isNull) => (isNull === undefined ? cells : valuesOf(cells, isNull));
}

/** Copies the cells of a record, with null for those that are null. */
export function valuesOf(
  cells: readonly (string | null)[],
  isNull: IsNull | undefined,
): (string | null)[] {
  if (isNull === undefined) return [...cells];
  return cells.map((cell, at) => (cell === null || isNull(cell, at) ? null : cell));
}
