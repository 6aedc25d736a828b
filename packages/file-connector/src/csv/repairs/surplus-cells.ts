import type { CsvDialect } from '../dialect/csv-dialect.js';
import type { ColumnShapes } from './column-shapes.js';

/** Number of records that must show the kinds of the columns before a cell is dropped. */
export const enoughRecords = 20;

/** With more possible positions, none is certain, and checking each would be slow in a wide record. */
const maxReadings = 4;

/** A record with more cells than columns. */
export interface OverlongRecord {
  readonly cells: readonly string[];
  /** For each cell, whether it is quoted: a quoted empty cell was written on purpose. */
  readonly isQuoted: readonly boolean[];
  readonly columnCount: number;
  readonly dialect: Pick<CsvDialect, 'delimiter' | 'quote'>;
}

/**
 * Returns whether the cells after the last column can only result from delimiters at the end.
 *
 * An unquoted delimiter inside a cell gives the same number of cells if the last cell is empty.
 * Therefore no kept cell may be empty, or begin with a blank like the rest of a sentence; the last
 * column must never be empty in other records; and no two cells may together look like one cell of
 * the other records. A lone column may contain delimiters as text.
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
  // Each cell after the two halves of a split one must fit the column to its left.
  const misfit = kept.findLastIndex((cell, index) => index > 0 && !known.fits(cell, index - 1));
  return !splitsIn(record, Math.max(0, misfit - 1), columnCount).some((split) =>
    joinedAt(record, split).some((cell) => known.fitsInLength(cell, split)),
  );
}

/**
 * Finds the surplus cell of a record: an empty one without which every cell fits its column, by the
 * shapes of the other records. Null where none is certain.
 *
 * The result is certain only if there is no other reading: another empty cell must not be the
 * surplus one, and it must be impossible that a delimiter has split a cell and the empty cell is
 * genuine. Both readings would move the cells beside the empty ones by one column, where they must
 * not fit, and leave a column empty that is never empty.
 */
export function surplusCell(record: OverlongRecord, shapes: ColumnShapes): number | null {
  const { cells, columnCount } = record;
  // Two records of two columns have three cells if the newline between them is missing.
  if (columnCount < 3 || cells.length !== columnCount + 1) return null;
  if (shapes.recordCount < enoughRecords) return null;
  // Each cell before the surplus one must fit its own column, each cell after it the column to the
  // left.
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
 * Finds the cells in a range that may be the first half of a cell that a delimiter has split: both
 * halves are unquoted, or both are quoted, where the delimiter is between doubled quotes.
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

/** Joins two cells to the one that a delimiter has split, or that has lost its quotes. */
function joinedAt({ cells, dialect }: OverlongRecord, at: number): string[] {
  const halves = [cells[at] ?? '', cells[at + 1] ?? ''];
  return ['', dialect.delimiter, dialect.quote ?? ''].map((between) => halves.join(between));
}

/**
 * One side of the empty cells: the cell that another reading moves by one column, and the column
 * that it leaves empty.
 */
interface Side {
  readonly from: number;
  readonly end: number;
  /** The cell beside the empty ones. */
  readonly beside: number;
  /** The column that it moves to, or that of the split cell of which it is one half. */
  readonly to: number;
  /** The column that is then empty. */
  readonly empty: number;
}

/** Returns whether the record cannot be explained by moving cells on one side of the empty ones. */
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
