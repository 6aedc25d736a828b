import { cellAt } from '../../../rows/cell-at.js';
import type { ParsedRecord, RecordsInText } from '../found-record.js';
import type { CellPositions } from './cell-positions.js';

/** The input of a {@link PlainRun}. */
export interface PlainRunParts {
  readonly text: string;
  readonly positions: CellPositions;
  /** Where the positions of the first cell are. */
  readonly offset: number;
  readonly cellCount: number;
  /** Number of records. */
  readonly count: number;
  /** Number of the first record. */
  readonly recordNumber: number;
  /** Physical line of the first record; each record has one line. */
  readonly lineNumber: number;
  /** Index in the text behind the last record and its newline. */
  readonly end: number;
  readonly quote: string | null;
}

/**
 * Consecutive plain records of one piece of text, by the positions of their cells: lines and numbers
 * ascend by one. It is valid until the next piece is read, unless it is kept.
 */
export class PlainRun implements RecordsInText {
  readonly text: string;
  readonly count: number;
  readonly cellCount: number;
  readonly end: number;
  readonly #positions: CellPositions;
  readonly #offset: number;
  readonly #quote: string;
  readonly #recordNumber: number;
  readonly #lineNumber: number;
  #kept: Int32Array | null = null;

  constructor(parts: PlainRunParts) {
    this.text = parts.text;
    this.count = parts.count;
    this.cellCount = parts.cellCount;
    this.end = parts.end;
    this.#positions = parts.positions;
    this.#offset = parts.offset;
    // Without quotes no cell has a doubled one, and no text before a cell is one.
    this.#quote = parts.quote ?? '';
    this.#recordNumber = parts.recordNumber;
    this.#lineNumber = parts.lineNumber;
  }

  /** Keeps the positions, so that records can be read after the next piece too. */
  keep(): void {
    const end = this.#offset + 2 * this.cellCount * this.count;
    this.#kept ??= this.#positions.values.slice(this.#offset, end);
  }

  /** The positions of all cells; those of the first one are at `offsetOf(0)`. */
  get positions(): Int32Array {
    return this.#kept ?? this.#positions.values;
  }

  /** Returns where the positions of the first cell of a record are. */
  offsetOf(index: number): number {
    return (this.#kept === null ? this.#offset : 0) + 2 * this.cellCount * index;
  }

  /** Returns the number of characters of the records from `index` to `end`, about. */
  lengthOf(index: number, end: number): number {
    const { positions } = this;
    const next = end < this.count ? (positions[this.offsetOf(end)] ?? 0) : this.end;
    return next - (positions[this.offsetOf(index)] ?? 0);
  }

  recordNumber(index: number): number {
    return this.#recordNumber + index;
  }

  lineNumber(index: number): number {
    return this.#lineNumber + index;
  }

  lineCount(): number {
    return 1;
  }

  isMarked(): boolean {
    return false;
  }

  recordText(index: number): string {
    const { positions } = this;
    const first = this.offsetOf(index);
    const last = first + 2 * this.cellCount - 2;
    const start = positions[first] ?? 0;
    const end = positions[last + 1] ?? 0;
    // A quote before or behind a cell belongs to it, as no other one can be there.
    const isQuoted = (at: number): boolean =>
      this.#quote !== '' && this.text[(positions[at] ?? 0) - 1] === this.#quote;
    const behind = end < 0 ? ~end : end;
    return this.text.slice(start - (isQuoted(first) ? 1 : 0), behind + (isQuoted(last) ? 1 : 0));
  }

  /**
   * Returns the index of the first record, from `index` on and before `limit`, whose first cell is
   * the given one or has doubled quotes; `limit` where none does.
   */
  findFirstCell(cell: string, index: number, limit: number): number {
    const { text, positions } = this;
    const step = 2 * this.cellCount;
    let at = this.offsetOf(index);
    for (let found = index; found < limit; found += 1) {
      const start = positions[at] ?? 0;
      const end = positions[at + 1] ?? 0;
      if (end < 0 || (end - start === cell.length && text.startsWith(cell, start))) return found;
      at += step;
    }
    return limit;
  }

  /** Returns the cells of a record. */
  cells(index: number): string[] {
    const { text, positions } = this;
    const cells: string[] = [];
    const first = this.offsetOf(index);
    for (let at = first; at < first + 2 * this.cellCount; at += 2) {
      cells.push(cellAt(text, positions[at] ?? 0, positions[at + 1] ?? 0, this.#quote));
    }
    return cells;
  }

  /** Returns a record as the parser would. */
  record(index: number, badTextIn: string | null): ParsedRecord {
    const cells = this.cells(index);
    return { cells, isRepaired: false, isTorn: false, found: this, index, badTextIn };
  }
}
