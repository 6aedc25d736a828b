import type { RowOrigin } from '../../copy/copy-segment.js';
import type { ProbeParts } from '../probe/probe-block.js';
import type { RefusalProbe } from '../probe/refusal-probe.js';

/** A row, wherever its values are. */
export interface PlacedRow extends RowOrigin {
  /** Its place among the rows of the load, from 1. */
  readonly position: number;
}

/** How rows of one kind are tried by a {@link RefusalProbe}. */
export interface RowProbing<Row extends PlacedRow> {
  readonly probe: RefusalProbe;
  /**
   * @param statement - As it is run, with the parameters of {@link GivenRows.parametersOf}.
   * @param mark - The condition that it has in {@link GivenRows.typed}.
   */
  readonly partsOf: (statement: string, mark: string) => ProbeParts;
  readonly textOf: (rows: readonly Row[]) => string;
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
  /** The values of several rows of one range as texts, by their positions. */
  readonly textsOfAll: (
    rows: readonly Row[],
  ) => Promise<ReadonlyMap<number, readonly (string | null)[]>>;
  /** How rows of one range are tried one by one on the server; null where they cannot be. */
  readonly probing: RowProbing<Row> | null;
  /** The column of a row whose conversion is refused; null where it is not known. */
  readonly unfitColumnOf: (row: Row) => Promise<string | null>;
}
