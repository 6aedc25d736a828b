import type { RowLedger } from './row-ledger.js';
import type { StepSpend } from './step-spend.js';

/** The metrics of one step in one run: ledger, duration, and counts of findings. */
export interface StepMetrics extends RowLedger {
  readonly stepName: string;
  readonly stepType: 'row_transform' | 'dataframe';
  /** Time spent in this step alone, in milliseconds of the monotonic clock. */
  readonly durationMs: number;
  /** Errors found; a row may have several. */
  readonly errorsCount: number;
  readonly warningsCount: number;
  /** What the step has spent; undefined where it calls no paid service. */
  readonly spend?: StepSpend | undefined;
}

/** The metrics of one run: ledger, duration, and the metrics of its steps. */
export interface PipelineMetrics extends RowLedger {
  /** From the request of the first batch to the end of the last one, in milliseconds. */
  readonly totalDurationMs: number;
  /** Malformed records of the source, and errors found by the steps. */
  readonly errorsCount: number;
  readonly warningsCount: number;
  /** In the order of the steps. */
  readonly steps: readonly StepMetrics[];
}
