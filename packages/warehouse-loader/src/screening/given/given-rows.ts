import type { RowOrigin } from '../../write/copy-segment.js';

/** A row, wherever its values are. */
export interface PlacedRow extends RowOrigin {
  /** Its place among the rows of the load, from 1. */
  readonly position: number;
}

/** How statements are given rows of one kind. */
export interface GivenRows<Row extends PlacedRow> {
  /** The columns for SQL. */
  readonly columns: string;
  /** Name of the column of the position, quoted. */
  readonly position: string;
  /**
   * A subquery of the position and the columns, with their types, in the order of the rows.
   *
   * @param mark - A condition that is looked at once for each row, before anything else.
   */
  readonly typed: (mark: string) => string;
  /** The parameters that such a subquery takes. */
  readonly parametersOf: (rows: readonly Row[]) => readonly string[];
  /** The values of a row as texts. */
  readonly textsOf: (row: Row) => Promise<readonly (string | null)[]>;
  /** The column of a row whose conversion is refused; null where it is not known. */
  readonly unfitColumnOf: (row: Row) => Promise<string | null>;
}
