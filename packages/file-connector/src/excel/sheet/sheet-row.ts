import type { CellKind, CellProblem } from '../cells/cell-text.js';

/** A cell without an exact text, and its column, from 0. */
export interface ProblemCell extends CellProblem {
  readonly column: number;
}

/** A row of a sheet. */
export interface SheetRow {
  /** From 1. */
  readonly number: number;
  /** The texts of its cells from column A to the last that is not empty; `''` for an empty one. */
  readonly cells: readonly string[];
  /** How each of these cells is stored; absent where that does not matter. */
  readonly kinds?: readonly CellKind[] | undefined;
  /** The cells without an exact text, whose texts are `''`, from left to right. */
  readonly problems: readonly ProblemCell[];
  readonly isHidden: boolean;
  /** Whether its texts are longer than a record may be; the cells from there on are `''`. */
  readonly isTooLarge: boolean;
}

/** Returns whether a row has neither a text nor a cell with a problem. */
export const isBlankRow = ({ cells, problems, isTooLarge }: SheetRow): boolean =>
  cells.length === 0 && problems.length === 0 && !isTooLarge;
