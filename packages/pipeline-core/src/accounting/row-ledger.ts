/**
 * Counts the input rows of a step or a run by outcome.
 *
 * Balanced means `rowsIn + rowsAdded = rowsOut + rowsRejected + rowsFiltered`.
 */
export interface RowLedger {
  /** Input rows. For a run: every record of the source, including malformed ones. */
  readonly rowsIn: number;
  /** Output rows. */
  readonly rowsOut: number;
  /** Rejected rows, kept as {@link RejectedRow}s. */
  readonly rowsRejected: number;
  /** Rows left out on purpose. */
  readonly rowsFiltered: number;
  /** Rows that a data frame step created in addition to its input. */
  readonly rowsAdded: number;
}

/** Returns whether every row of the ledger is accounted for. */
export function isBalanced(ledger: RowLedger): boolean {
  return (
    ledger.rowsIn + ledger.rowsAdded === ledger.rowsOut + ledger.rowsRejected + ledger.rowsFiltered
  );
}
