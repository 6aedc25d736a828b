/**
 * Counts of the rows that went into a step or a run and of what became of each.
 *
 * Balanced means `rowsIn + rowsAdded = rowsOut + rowsRejected + rowsFiltered`.
 */
export interface RowLedger {
  /** Rows that came in. For a run: every record of the source, malformed ones included. */
  readonly rowsIn: number;
  /** Rows that went on. */
  readonly rowsOut: number;
  /** Rows at fault, kept as {@link RejectedRow}s. */
  readonly rowsRejected: number;
  /** Rows dropped on purpose. */
  readonly rowsFiltered: number;
  /** Rows that a dataset step made beyond those that it was given. */
  readonly rowsAdded: number;
}

/** Tells whether every row of the ledger is accounted for. */
export function isBalanced(ledger: RowLedger): boolean {
  return (
    ledger.rowsIn + ledger.rowsAdded === ledger.rowsOut + ledger.rowsRejected + ledger.rowsFiltered
  );
}
