import type { PipelineMetrics } from '../accounting/pipeline-metrics.js';
import type { RejectedRow } from '../accounting/rejected-row.js';
import type { RowLedger } from '../accounting/row-ledger.js';
import type { RowNotice } from '../accounting/row-notice.js';
import type { WdhError } from '../errors/wdh-error.js';

/** What became of a dataset that a pipeline ran over in memory. */
export interface PipelineResult<Out extends object> {
  /** Whether the run came to its end. Rows may have been rejected all the same. */
  readonly success: boolean;
  /** The rows that came out; none where the run did not come to its end. */
  readonly outputData: readonly Out[];
  readonly metrics: PipelineMetrics;
  readonly ledger: RowLedger;
  /** Every error found in a row; a row may have several. */
  readonly errors: readonly RowNotice[];
  readonly warnings: readonly RowNotice[];
  /** The rows at fault, each once. */
  readonly rejectedRows: readonly RejectedRow[];
  /** Why the run did not come to its end: rows at fault, by the rules of its configuration. */
  readonly failure: WdhError | null;
}
