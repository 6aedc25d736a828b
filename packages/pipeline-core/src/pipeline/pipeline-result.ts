import type { PipelineMetrics } from '../accounting/pipeline-metrics.js';
import type { RejectedRow } from '../accounting/rejected-row.js';
import type { RowLedger } from '../accounting/row-ledger.js';
import type { RowNotice } from '../accounting/row-notice.js';
import type { WdhError } from '../errors/wdh-error.js';

/** The result of a run in memory. */
export interface PipelineResult<Out extends object> {
  /** Whether the run completed. It may complete with rejected rows. */
  readonly success: boolean;
  /** The output rows; empty where the run did not complete. */
  readonly outputData: readonly Out[];
  readonly metrics: PipelineMetrics;
  readonly ledger: RowLedger;
  /** Every error found; a row may have several. */
  readonly errors: readonly RowNotice[];
  readonly warnings: readonly RowNotice[];
  /** The rejected rows, each once. */
  readonly rejectedRows: readonly RejectedRow[];
  /** The error of a run that did not complete because of rejected rows, by its configuration. */
  readonly failure: WdhError | null;
}
