import type { CsvDialect } from '../dialect/csv-dialect.js';
import type { ColumnShapes } from './column-shapes.js';

/** How many records must show what the columns hold before a cell is left out for their sake. */
export const enoughRecords = 20;

/** With more places that fit, none is certain, and to look at each would take long in a wide record. */
const maxReadings = 4;

/** A record with more cells than there are columns. */
export interface OverlongRecord {
  readonly cells: readonly string[];
  /** Of each cell whether it stands in quotes: an empty one is then a cell that someone wrote. */
  readonly isQuoted: readonly boolean[];
  readonly columnCount: number;
  readonly dialect: Pick<CsvDialect, 'delimiter' | 'quote'>;
}

/**
 * Returns whether the cells beyond the last column come of delimiters at the end, and of nothing else.
 *
 * A delimiter that stands inside a cell without quotes gives as many cells, where the last cell is
 * empty. So no kept cell may be empty, nor begin with a blank as the rest of a sentence does, the last
 * column must not be known to be empty at times, and no two cells may look like one of the other
 * records. A lone column may hold delimiters as text.
 *
 * `endings` are the shapes of all records that end in empty cells too many, this one included.
 */
export function hasSurplusEnd(
  record: OverlongRecord,
  shapes: ColumnShapes,
  endings: ColumnShapes,
): boolean {
  const { cells, isQuoted, columnCount } = record;
  const last = columnCount - 1;
  if (last < 1 || shapes.isEverEmpty(last) || endings.isEverEmpty(last)) return false;
  const isSurplusBare = cells.every(
    (cell, index) => index < columnCount || (cell === '' && isQuoted[index] !== true),
  );
  const kept = cells.slice(0, columnCount);
  if (!isSurplusBare || !kept.every((cell) => /^\S/.test(cell))) return false;
  const known = shapes.recordCount > 0 ? shapes : endings;
  if (known === endings && endings.recordCount < 2) return true;
  if (!kept.every((cell, index) => known.fits(cell, index))) return false;
  // Each cell behind the two halves of a split one must fit the column to its left.
  const misfit = kept.findLastIndex((cell, index) => index > 0 && !known.fits(cell, index - 1));
  return !splitsIn(record, Math.max(0, misfit - 1), columnCount).some((split) =>
    joinedAt(record, split).some((cell) => known.fitsInLength(cell, split)),
  );
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
  // Two records of two columns have three cells where the newline between them is missing.
  if (columnCount < 3 || cells.length !== columnCount + 1) return null;
  if (shapes.recordCount < enoughRecords) return null;
  // Each cell before the surplus one must fit its own column, each cell after it the one to the left.
  const latest = cells.findIndex((cell, index) => !shapes.fits(cell, index));
  const earliest = cells.findLastIndex(
    (cell, index) => index === 0 || !shapes.fits(cell, index - 1),
  );
  const fitting: number[] = [];
  for (let index = earliest; index <= latest && fitting.length <= maxReadings; index += 1) {
    const isFirstOfRun = index === earliest || cells[index - 1] !== '';
    if (cells[index] === '' && isFirstOfRun) fitting.push(index);
  }
  if (fitting.length > maxReadings) return null;
  return fitting.find((index) => isCertain(record, index, shapes)) ?? null;
}

/** Returns whether no delimiter can have split a cell beside the empty ones around `index`. */
function isCertain(record: OverlongRecord, index: number, shapes: ColumnShapes): boolean {
  const { cells, isQuoted } = record;
  let first = index;
  let last = index;
  while (cells[first - 1] === '') first -= 1;
  while (cells[last + 1] === '') last += 1;
  if (isQuoted.slice(first, last + 1).includes(true)) return false;
  const before = { from: 0, end: first, beside: first - 1, to: first - 2, empty: first - 1 };
  const after = {
    from: last + 1,
    end: record.cells.length,
    beside: last + 1,
    to: last + 1,
    empty: last,
  };
  return isRefuted(record, before, shapes) && isRefuted(record, after, shapes);
}

/**
 * Finds the cells in a stretch that may be the first half of a cell that a delimiter split: both halves
 * are bare, or both are quoted, where the delimiter stands between doubled quotes.
 */
function splitsIn({ cells, isQuoted }: OverlongRecord, from: number, to: number): number[] {
  const splits: number[] = [];
  for (let index = from; index + 1 < to; index += 1) {
    const isFilled = cells[index] !== '' && cells[index + 1] !== '';
    const isAlike = isQuoted[index] === isQuoted[index + 1];
    if (isAlike && (isFilled || isQuoted[index] === true)) splits.push(index);
  }
  return splits;
}

/** Joins two cells as the one that a delimiter split, or that has lost its quotes. */
function joinedAt({ cells, dialect }: OverlongRecord, at: number): string[] {
  const halves = [cells[at] ?? '', cells[at + 1] ?? ''];
  return ['', dialect.delimiter, dialect.quote ?? ''].map((between) => halves.join(between));
}

/** One side of the empty cells: what another reading moves by one column, and leaves empty. */
interface Side {
  readonly from: number;
  readonly end: number;
  /** The cell beside the empty ones. */
  readonly beside: number;
  /** The column that it moves to, unless it is half of a split cell: that one is in this column. */
  readonly to: number;
  /** The column that is empty then. */
  readonly empty: number;
}

/** Returns whether no reading that moves cells on one side of the empty ones explains the record. */
function isRefuted(record: OverlongRecord, side: Side, shapes: ColumnShapes): boolean {
  const { cells, isQuoted } = record;
  const { from, end, to } = side;
  const splits = splitsIn(record, from, end);
  const hasOtherEmpty = cells.some(
    (cell, index) => index >= from && index < end && cell === '' && isQuoted[index] !== true,
  );
  if (splits.length === 0 && !hasOtherEmpty) return true;
  if (shapes.isEverEmpty(side.empty)) return false;
  const isOneCell = joinedAt(record, to).some((cell) => shapes.fits(cell, to));
  if (splits.includes(to) && isOneCell) return false;
  const movesOneCell = hasOtherEmpty || splits.some((split) => split !== to);
  return !movesOneCell || !shapes.fits(cells[side.beside] ?? '', to);
}
