import type { CsvDialect } from '../dialect/csv-dialect.js';
import { readFields } from '../fields/read-fields.js';
import { ColumnShapes } from './column-shapes.js';
import { enoughRecords, hasSurplusEnd, surplusCell } from './surplus-cells.js';

/** A record in the queue. */
export interface QueuedRecord {
  /** Null where its quotes are malformed, so that it has no cells. */
  readonly cells: readonly string[] | null;
  /** Whether its stray quotes were read as text. */
  readonly isRepaired: boolean;
  /** Whether it may be one of several lines of a record that a missing or surplus quote has split. */
  readonly isTorn: boolean;
}

/** The cells to drop from a record. */
export interface SurplusCells {
  readonly at: number;
  readonly count: number;
}

/** A record that leaves the queue. */
export interface JudgedRecord<Item extends QueuedRecord> {
  readonly item: Item;
  /** Null where the record is kept unchanged. */
  readonly surplus: SurplusCells | null;
  /** Number of cells that the record should have, where its ending is missing although it fits the columns. */
  readonly expectedCells: number | null;
}

/**
 * Buffers a record with more cells than columns until the next 20 records are known, and then
 * decides which of its cells are surplus. All records leave in order.
 *
 * The decision depends only on the records, not on the pieces in which they arrive. Where the
 * header ends in delimiters, or all of the first 20 records do (of a shorter file: all, and at
 * least two), every record of the file must end so, and the cells after these delimiters are
 * ignored. Otherwise a record is repaired individually, see {@link hasSurplusEnd} and
 * {@link surplusCell}, but not within 20 records of a split one, nor before one with too few cells:
 * it may be a line of that record's text.
 */
export class RecordQueue<Item extends QueuedRecord> {
  readonly #columnCount: number;
  readonly #shapes: ColumnShapes;
  /** The same for the records that end in surplus empty cells, if these look like cells. */
  readonly #endingShapes: ColumnShapes;
  readonly #dialect: CsvDialect;
  readonly #textOf: (item: Item) => string;
  readonly #waiting: Item[] = [];
  /** Whether the header has the ending that every record must have. */
  readonly #isEndNamed: boolean;
  /** Number of empty cells at the end of every record; null while unknown. */
  #endOfAll: number | null;
  /** The same for the records so far. */
  #endSoFar = 0;
  #withEnd = 0;
  #count = 0;
  #lastTorn = -Infinity;
  #isClosed = false;

  /** `textOf` returns the text of a record in the file. */
  constructor(
    columnCount: number,
    endOfHeader: number,
    dialect: CsvDialect,
    textOf: (item: Item) => string,
  ) {
    this.#dialect = dialect;
    this.#textOf = textOf;
    this.#columnCount = columnCount;
    this.#shapes = new ColumnShapes(columnCount);
    // The record to decide about is one of them.
    this.#endingShapes = new ColumnShapes(columnCount, 2);
    this.#isEndNamed = endOfHeader > 0;
    this.#endOfAll = endOfHeader > 0 ? endOfHeader : columnCount === 1 ? 0 : null;
  }

  /** Adds the next record of the file. */
  push(item: Item): void {
    this.#waiting.push(item);
    this.#count += 1;
    if (item.isTorn) this.#lastTorn = this.#count;
    const { cells } = item;
    if (cells !== null) this.#learn(item, cells);
    if (this.#count >= enoughRecords) this.#settleEnd();
  }

  /** Marks the end of the records. */
  close(): void {
    this.#isClosed = true;
    this.#settleEnd();
  }

  /** Returns the next record that leaves the queue; undefined where more records are needed. */
  next(): JudgedRecord<Item> | undefined {
    const [item] = this.#waiting;
    if (item === undefined) return undefined;
    const { cells, isRepaired } = item;
    const isOverlong = cells !== null && !isRepaired && cells.length > this.#columnCount;
    const hasSeenEnough = this.#isClosed || this.#waiting.length > enoughRecords;
    if (isOverlong && (!hasSeenEnough || this.#endOfAll === null)) return undefined;
    const surplus = isOverlong ? this.#surplusOf(cells, item) : null;
    this.#waiting.shift();
    return { item, surplus, expectedCells: this.#cellsMissing(cells) };
  }

  /** Counts the cells after the last column; 0 where one of them is not empty or is quoted. */
  #emptyEnd(item: Item, cells: readonly string[]): number {
    const count = cells.length - this.#columnCount;
    if (count < 1 || cells.slice(-count).some((cell) => cell !== '')) return 0;
    return this.#textOf(item).endsWith(this.#dialect.delimiter.repeat(count)) ? count : 0;
  }

  #learn(item: Item, cells: readonly string[]): void {
    const end = this.#emptyEnd(item, cells);
    if (end > 0) this.#endingShapes.learn(cells.slice(0, this.#columnCount));
    if (this.#endOfAll === null) {
      if (end === 0 || (this.#withEnd > 0 && end !== this.#endSoFar)) this.#endOfAll = 0;
      this.#endSoFar = end;
      this.#withEnd += 1;
    }
    if (this.#endOfAll === 0 && cells.length === this.#columnCount && !item.isRepaired) {
      this.#shapes.learn(cells);
    }
  }

  #settleEnd(): void {
    this.#endOfAll ??= this.#withEnd > 1 ? this.#endSoFar : 0;
  }

  #surplusOf(cells: readonly string[], item: Item): SurplusCells | null {
    const oldest = this.#count - this.#waiting.length + 1 - enoughRecords;
    const columnCount = this.#columnCount;
    const following = this.#waiting[1]?.cells ?? cells;
    if (this.#lastTorn >= oldest || following.length < columnCount) return null;
    const end = { at: columnCount, count: cells.length - columnCount };
    if (this.#endOfAll !== 0) return this.#emptyEnd(item, cells) === this.#endOfAll ? end : null;
    const fields = readFields(this.#textOf(item), this.#dialect);
    const isQuoted = fields.map((field) => field.isQuoted);
    const record = { cells, isQuoted, columnCount, dialect: this.#dialect };
    if (hasSurplusEnd(record, this.#shapes, this.#endingShapes)) return end;
    const at = surplusCell(record, this.#shapes);
    return at === null ? null : { at, count: 1 };
  }

  /**
   * Finds whether a record that fits the columns lacks its ending. If its last cell is empty, this
   * cell may be the ending, and another delimiter may be missing.
   */
  #cellsMissing(cells: readonly string[] | null): number | null {
    const end = this.#endOfAll ?? 0;
    if (end === 0 || cells?.length !== this.#columnCount) return null;
    return this.#isEndNamed || cells.at(-1) === '' ? this.#columnCount + end : null;
  }
}
