import type { ColumnShapes } from './column-shapes.js';

/** How many records must show what the columns hold before a cell is left out for their sake. */
export const enoughRecords = 20;

/** A record with more cells than there are columns. */
export interface OverlongRecord {
  readonly cells: readonly string[];
  /** Whether nothing at all stands between the delimiters; `""` is a cell that someone wrote. */
  readonly isBare: (index: number) => boolean;
  readonly columnCount: number;
}

/**
 * Returns whether the cells beyond the last column come of delimiters at the end, and of nothing else.
 *
 * A delimiter that stands inside a cell without quotes gives as many cells, where the last cell is
 * empty. So no kept cell may be empty, nor begin with a blank as the rest of a sentence does, and the
 * last column must not be known to be empty at times. A lone column may hold delimiters as text.
 */
export function hasSurplusEnd(record: OverlongRecord, shapes: ColumnShapes): boolean {
  const { cells, isBare, columnCount } = record;
  if (columnCount < 2 || shapes.isEverEmpty(columnCount - 1)) return false;
  const isSurplusBare = cells.every((_, index) => index < columnCount || isBare(index));
  if (!isSurplusBare || !cells.slice(0, columnCount).every((cell) => /^\S/.test(cell)))
    return false;
  if (shapes.recordCount === 0) return true;
  return cells.slice(0, columnCount).every((cell, index) => shapes.fits(cell, index));
}

/**
 * Finds the one cell too many of a record: an empty one, without which every cell fits its column
 * as the other records know it. Null where none is certain.
 *
 * Certain is only what no other reading allows: neither another empty cell may be the one too many,
 * nor may a delimiter have split a cell and the empty cell be genuine. Both would move the cells
 * beside the empty ones by one column, where they must not fit, and leave a column empty that never is.
 */
export function surplusCell(record: OverlongRecord, shapes: ColumnShapes): number | null {
  const { cells, columnCount } = record;
  if (columnCount < 2 || cells.length !== columnCount + 1) return null;
  if (shapes.recordCount < enoughRecords) return null;
  // Each cell before the surplus one must fit its own column, each cell after it the one to the left.
  const latest = cells.findIndex((cell, index) => !shapes.fits(cell, index));
  const earliest = cells.findLastIndex(
    (cell, index) => index === 0 || !shapes.fits(cell, index - 1),
  );
  for (let index = earliest; index <= latest; index += 1) {
    if (cells[index] === '' && isCertain(record, index, shapes)) return index;
  }
  return null;
}

/** Returns whether the cells beside the empty ones at `index` can stand nowhere else. */
function isCertain(
  { cells, isBare }: OverlongRecord,
  index: number,
  shapes: ColumnShapes,
): boolean {
  let first = index;
  let last = index;
  while (cells[first - 1] === '') first -= 1;
  while (cells[last + 1] === '') last += 1;
  for (let empty = first; empty <= last; empty += 1) if (!isBare(empty)) return false;
  const isLeftCertain =
    first < 2 || !(shapes.isEverEmpty(first - 1) || shapes.fits(cells[first - 1] ?? '', first - 2));
  const isRightCertain =
    last > cells.length - 3 ||
    !(shapes.isEverEmpty(last) || shapes.fits(cells[last + 1] ?? '', last + 1));
  return isLeftCertain && isRightCertain;
}
