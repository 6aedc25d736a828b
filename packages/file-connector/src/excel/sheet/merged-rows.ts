import { maxColumns } from '../cells/cell-address.js';
import { workbookDamaged } from '../workbook/workbook-errors.js';
import { type MergedRange, rangeAddress } from './merged-cells.js';
import type { ProblemCell, SheetRow } from './sheet-row.js';

/** A range of merged cells that the current row crosses. */
interface CrossedRange {
  readonly range: MergedRange;
  /** The row with its first cell; null where it has no cells. */
  readonly first: SheetRow | null;
}

const overlap = 'its ranges of merged cells overlap';

/** Which cells of a row are filled. */
export interface Filling {
  /** The last column. */
  readonly right: number;
  /** The bytes of texts that a row may have; with more it is too large. */
  readonly mostBytes: number;
  /** Whether only ranges that begin in this row count. */
  readonly isHeader?: boolean;
}

/** Finds the merged cells of rows that are passed in order. */
export class MergedRows {
  readonly #place: string;
  readonly #ranges: readonly MergedRange[];
  #next = 0;
  #crossed: CrossedRange[] = [];
  /** The last row of the range among them that ends first. */
  #firstEnd = Infinity;

  /**
   * @param ranges - Sorted by their first rows.
   * @param place - Names workbook and sheet in messages.
   */
  constructor(ranges: readonly MergedRange[], place: string) {
    this.#place = place;
    this.#ranges = ranges;
  }

  /**
   * Proceeds to a row.
   *
   * @throws WdhError `WORKBOOK_DAMAGED` (file) for ranges that overlap by the thousand
   */
  enter(row: SheetRow): void {
    const { number } = row;
    if (this.#firstEnd < number) {
      this.#crossed = this.#crossed.filter(({ range }) => range.bottom >= number);
      this.#firstEnd = this.#crossed.reduce(
        (end, { range }) => Math.min(end, range.bottom),
        Infinity,
      );
    }
    for (;;) {
      const range = this.#ranges[this.#next];
      if (range === undefined || range.top > number) return;
      this.#next += 1;
      if (range.bottom < number) continue;
      this.#crossed.push({ range, first: range.top === number ? row : null });
      this.#firstEnd = Math.min(this.#firstEnd, range.bottom);
      if (this.#crossed.length > maxColumns) throw workbookDamaged(this.#place, overlap);
    }
  }

  /** Returns the first range that the row crosses within some columns; null where there is none. */
  within(left: number, right: number): MergedRange | null {
    const found = this.#crossed.find(({ range }) => range.left <= right && range.right >= left);
    return found?.range ?? null;
  }

  /**
   * Returns the row with the text of the first cell of each range in all its empty cells, and with a
   * problem where that cell has one.
   */
  filled(row: SheetRow, { right, mostBytes, isHeader = false }: Filling): SheetRow {
    if (this.#crossed.length === 0) return row;
    let left = row.cells.reduce((most, cell) => most - Buffer.byteLength(cell), mostBytes);
    let { isTooLarge } = row;
    const cells = [...row.cells];
    const kinds = row.kinds === undefined ? undefined : [...row.kinds];
    const problems: ProblemCell[] = [...row.problems];
    for (const { range, first } of this.#crossed) {
      if (first === null || range.left > right || (isHeader && first !== row)) continue;
      const problem = first.problems.find(({ column }) => column === range.left);
      if (problem !== undefined && first !== row) {
        const message = `is merged in ${rangeAddress(range)} with a cell that ${problem.message}`;
        problems.push({ ...problem, message });
      }
      const text = first.cells[range.left] ?? '';
      const last = text === '' ? -1 : Math.min(range.right, right);
      while (cells.length <= last) cells.push('');
      for (let column = range.left; column <= last; column += 1) {
        if (cells[column] !== '') continue;
        left -= Buffer.byteLength(text);
        isTooLarge ||= left < 0;
        if (isTooLarge) break;
        cells[column] = text;
        const kind = first.kinds?.[range.left];
        if (kinds !== undefined && kind !== undefined) kinds[column] = kind;
      }
    }
    return { ...row, cells, kinds, problems, isTooLarge };
  }
}
