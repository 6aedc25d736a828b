import type { RejectedRow } from '../accounting/rejected-row.js';
import type { RowBatch } from '../rows/row-batch.js';

/** Where the rows of a made-up batch are said to come from. */
export interface BatchOrigin {
  /** Record number of the first row. Default 1. */
  readonly firstRowNumber?: number;
  /** Line of the first row. Default 2, behind a header. */
  readonly firstLineNumber?: number;
  /** Malformed records met on the way. Default: none. */
  readonly rejected?: readonly RejectedRow[];
}

/** Makes a batch as a reader of a file would: one line for each row. */
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
