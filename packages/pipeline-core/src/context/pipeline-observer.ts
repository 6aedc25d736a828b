import type { PipelineMetrics, StepMetrics } from '../accounting/pipeline-metrics.js';
import type { RowLedger } from '../accounting/row-ledger.js';
import type { RowNotice } from '../accounting/row-notice.js';

/**
 * Observes a run: for progress bars, tracing, metrics. An exception that it throws is logged once, as
 * `pipeline.observer.failed`, and has no effect on the run.
 */
export interface PipelineObserver {
  /** Called before the first batch is requested. */
  onRunStart?(run: { readonly pipelineName: string; readonly executionId: string }): void;
  /**
   * Called with the counts so far after each batch that was output, or held for a step of scope `dataset`.
   */
  onProgress?(rowsSoFar: RowLedger): void;
  /** Called before a step receives its first rows. */
  onStepStart?(step: { readonly stepName: string }): void;
  /**
   * Called for each warning about a row. A stream does not keep warnings, so this is the only way to receive
   * them.
   */
  onWarning?(warning: RowNotice): void;
  /** Called when a step throws. For an optional step: only for its first exception. */
  onStepFailed?(failure: { readonly stepName: string; readonly error: unknown }): void;
  /** Called for each step when the run has completed. */
  onStepEnd?(metrics: StepMetrics): void;
  /** Called last, with the error where the run did not complete. */
  onRunEnd?(metrics: PipelineMetrics, error: unknown): void;
}
