import type { CellFault } from './cell-fault.js';

/**
 * Leaves out empty cells beyond the last column, which hold nothing, where all cells beyond it are
 * empty. A record with too few cells is left alone: it may be half of one.
 */
export function withoutExtraEmpty(
  cells: readonly string[],
  columnCount: number,
): readonly string[] {
  if (cells.length <= columnCount) return cells;
  const isEmpty = cells.slice(columnCount).every((cell) => cell === '');
  return isEmpty ? cells.slice(0, columnCount) : cells;
}

/**
 * Finds a header in the middle of a file, as files put together have it. In a lone column a cell
 * may well be the column's name, so nothing is said of it, unless a byte order mark stands before it.
 */
export function repeatedHeader(
  cells: readonly string[],
  headerCells: readonly string[],
  isMarked: boolean,
): CellFault | null {
  if ((cells.length < 2 && !isMarked) || cells[0] !== headerCells[0]) return null;
  if (!cells.every((cell, index) => cell === headerCells[index])) return null;
  return {
    code: 'REPEATED_HEADER',
    field: null,
    message: 'expected a record, found the header once more',
  };
}

/** Names the fault of a record whose quotes were taken for text, and which is malformed even so. */
export function notRepaired({ code, message, field }: CellFault): CellFault {
  if (code !== 'TOO_FEW_FIELDS' && code !== 'TOO_MANY_FIELDS') return { code, message, field };
  return {
    code: 'STRAY_QUOTE',
    field,
    message: `expected no quote inside an unquoted field; taken for text, ${message}`,
  };
}
