import type { CellFormat } from '../../parse/cell-format.js';
import type { DateCandidate } from './date-candidates.js';

/** Counts the cells that a candidate fits, and those that it fits alone of two. */
export class DateTally {
  readonly format: CellFormat;
  candidate: DateCandidate;
  cells = 0;
  /** Formats of the same shapes, each with the cells that this one fits and it does not. */
  readonly rivals = new Map<DateTally, number>();

  constructor(candidate: DateCandidate, format: CellFormat) {
    this.candidate = candidate;
    this.format = format;
  }

  /** Adds cells of a shape that other candidates do not fit. */
  add(count: number, others: readonly DateTally[]): void {
    this.cells += count;
    for (const other of others) this.rivals.set(other, this.cellsWithout(other) + count);
  }

  /** Returns the cells that this format fits and a rival does not. */
  cellsWithout(rival: DateTally): number {
    return this.rivals.get(rival) ?? 0;
  }

  /** Adds formats of the same shape. */
  addRivals(tallies: readonly DateTally[]): void {
    for (const other of tallies) {
      if (other !== this) this.rivals.set(other, this.cellsWithout(other));
    }
  }

  /** Fits another shape too: numbers are of two digits only if they are in each. */
  widen({ isPadded, isHourPadded, isShort }: DateCandidate): void {
    this.candidate = {
      ...this.candidate,
      isPadded: this.candidate.isPadded && isPadded,
      isHourPadded: this.candidate.isHourPadded && isHourPadded,
      isShort: this.candidate.isShort && isShort,
    };
  }
}

/** Whether a rival fits all cells of a format, and more: as 25/12/2025 decides that days come first. */
export function isRefuted(tally: DateTally): boolean {
  return [...tally.rivals.keys()].some((rival) => isDecided(rival, tally));
}

/** Whether a rival that no cell refutes fits cells too, or years of two digits need a pivot. */
export function isAmbiguous(tally: DateTally): boolean {
  if (tally.candidate.options.includes('pivot')) return true;
  return [...tally.rivals.keys()].some((rival) => rival.cells > 0 && !isDecided(tally, rival));
}

const isDecided = (tally: DateTally, rival: DateTally): boolean =>
  tally.cellsWithout(rival) > 0 && rival.cellsWithout(tally) === 0;
