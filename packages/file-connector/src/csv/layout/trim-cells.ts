import { afterBlanks, beforeBlanks } from '../dialect/blanks.js';
import type { CsvDialect } from '../dialect/csv-dialect.js';

/** Drops the blanks of the dialect at both ends of each cell. */
export function trimCells(
  cells: readonly string[],
  dialect: Pick<CsvDialect, 'blanks'>,
): readonly string[] {
  return cells.map((cell) => {
    const start = afterBlanks(cell, 0, cell.length, dialect);
    return cell.slice(start, beforeBlanks(cell, cell.length, start, dialect));
  });
}
