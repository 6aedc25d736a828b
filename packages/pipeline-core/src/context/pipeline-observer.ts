import type { PipelineMetrics, StepMetrics } from '../accounting/pipeline-metrics.js';
import type { RowLedger } from '../accounting/row-ledger.js';
import type { RowNotice } from '../accounting/row-notice.js';

/**
 * Watches a run: for progress bars, tracing, metrics. What it throws is logged once, as
 * `pipeline.observer.failed`, and has no effect on the run.
 */
export interface PipelineObserver {
  /** Called before the first batch is asked for. */
  onRunStart?(run: { readonly pipelineName: string; readonly executionId: string }): void;
  /** Called with the counts so far whenever a batch has come out, or has been held for a step that needs all rows. */
  onProgress?(rowsSoFar: RowLedger): void;
  /** Called before a step is given its first rows. */
  onStepStart?(step: { readonly stepName: string }): void;
  /** Called for each warning about a row. A stream keeps none: this is where to hear them. */
  onWarning?(warning: RowNotice): void;
  /** Called when a step throws; of an optional step, for the first exception only. */
  onStepFailed?(failure: { readonly stepName: string; readonly error: unknown }): void;
  /** Called for each step when the run has come to its end. */
  onStepEnd?(metrics: StepMetrics): void;
  /** Called last, with what ended the run where it did not come to its end. */
  onRunEnd?(metrics: PipelineMetrics, error: unknown): void;
}
