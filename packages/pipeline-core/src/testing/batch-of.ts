import type { RejectedRow } from '../accounting/rejected-row.js';
import type { RowBatch } from '../rows/row-batch.js';

/** The origin that a test batch claims for its rows. */
export interface BatchOrigin {
  /** Record number of the first row. Default 1. */
  readonly firstRowNumber?: number;
  /** Line of the first row. Default 2, after a header. */
  readonly firstLineNumber?: number;
  /** Malformed records. Default: none. */
  readonly rejected?: readonly RejectedRow[];
}

/** Creates a batch like that of a file reader: one line for each row. */
export function batchOf<Row extends object>(
  rows: readonly Row[],
  origin: BatchOrigin = {},
): RowBatch<Row> {
  const { firstRowNumber = 1, firstLineNumber = 2, rejected = [] } = origin;
  return {
    rows,
    rowNumbers: rows.map((_, index) => firstRowNumber + index),
    lineNumbers: rows.map((_, index) => firstLineNumber + index),
    rejected,
  };
}
