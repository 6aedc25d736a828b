import type { SurplusCells } from '../repairs/record-queue.js';
import type { CellFault } from './cell-fault.js';

/** Drops the surplus cells of a record. */
export function withoutSurplus(cells: readonly string[], { at, count }: SurplusCells): string[] {
  return cells.toSpliced(at, count);
}

/** Drops the empty names at the end of a header that ends in delimiters. */
export function withoutNamelessEnd(cells: readonly string[]): readonly string[] {
  return cells.slice(0, cells.findLastIndex((cell) => cell.trim() !== '') + 1);
}

/** The fault of a repeated header, as in concatenated files. */
export const headerOnceMore: CellFault = {
  code: 'REPEATED_HEADER',
  field: null,
  message: 'expected a record, found a repeated header',
};

/**
 * Finds a repeated row of the header in the middle of a file. In a lone column, a cell may be equal
 * to the column's name, so it is not checked.
 */
export function repeatedHeader(
  cells: readonly string[],
  headerRows: readonly (readonly string[])[],
): CellFault | null {
  if (cells.length < 2) return null;
  for (const row of headerRows) {
    if (cells[0] === row[0] && cells.every((cell, index) => cell === row[index])) {
      return headerOnceMore;
    }
  }
  return null;
}

/** Describes the fault of a record that is malformed even with its quotes read as text. */
export function notRepaired({ code, message, field }: CellFault): CellFault {
  if (code !== 'TOO_FEW_FIELDS' && code !== 'TOO_MANY_FIELDS') return { code, message, field };
  return {
    code: 'STRAY_QUOTE',
    field,
    message: `expected no quote inside an unquoted field; with the quote as text, ${message}`,
  };
}
