import type { SurplusCells } from '../repairs/record-queue.js';
import type { CellFault } from './cell-fault.js';

/** Leaves out the cells of a record that are no cells of a column. */
export function withoutSurplus(cells: readonly string[], { at, count }: SurplusCells): string[] {
  return cells.toSpliced(at, count);
}

/** Leaves out the empty names at the end of a header that ends in delimiters. */
export function withoutNamelessEnd(cells: readonly string[]): readonly string[] {
  return cells.slice(0, cells.findLastIndex((cell) => cell.trim() !== '') + 1);
}

/** The fault of a header in the middle of a file, as files put together have it. */
export const headerOnceMore: CellFault = {
  code: 'REPEATED_HEADER',
  field: null,
  message: 'expected a record, found the header once more',
};

/**
 * Finds a header in the middle of a file. In a lone column a cell may well be the column's name, so
 * nothing is said of it.
 */
export function repeatedHeader(
  cells: readonly string[],
  headerCells: readonly string[],
): CellFault | null {
  if (cells.length < 2 || cells[0] !== headerCells[0]) return null;
  return cells.every((cell, index) => cell === headerCells[index]) ? headerOnceMore : null;
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
