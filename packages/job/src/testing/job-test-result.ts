import type { RejectedRow, RowLedger, RowNotice } from '@wdh/pipeline-core';

/** The result of a job that ran without a database. */
export interface JobTestResult<Row extends object> {
  /** The rows of the last step: what would be loaded. */
  readonly rows: readonly Row[];
  readonly rejected: readonly RejectedRow[];
  readonly warnings: readonly RowNotice[];
  readonly ledger: RowLedger;
  /** Whether the run would have failed for its rejected rows. */
  readonly failed: boolean;
}
