import type { PipelineMetrics, StepMetrics } from '../accounting/pipeline-metrics.js';
import type { RowLedger } from '../accounting/row-ledger.js';

/**
 * Watches a run: for progress bars, tracing, metrics. What it throws is logged and has no effect
 * on the run.
 */
export interface PipelineObserver {
  /** Called before the first batch is asked for. */
  onRunStart?(run: { readonly pipelineName: string; readonly executionId: string }): void;
  /** Called with the counts so far whenever a batch has come out. */
  onProgress?(rowsSoFar: RowLedger): void;
  onStepStart?(step: { readonly stepName: string }): void;
  /** Called for each step when the run has come to its end. */
  onStepEnd?(metrics: StepMetrics): void;
  /** Called last, with what ended the run where it did not come to its end. */
  onRunEnd?(metrics: PipelineMetrics, error: unknown): void;
}
