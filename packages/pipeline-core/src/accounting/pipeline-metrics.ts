import type { RowLedger } from './row-ledger.js';

/** What one step did in one run: its ledger, how long it took, and what it found. */
export interface StepMetrics extends RowLedger {
  readonly stepName: string;
  readonly stepType: 'row_transform' | 'dataframe';
  /** Time spent in the step alone, in milliseconds of the monotonic clock. */
  readonly durationMs: number;
  /** Errors found; a row may have several. */
  readonly errorsCount: number;
  readonly warningsCount: number;
}

/** What one run did: its ledger, how long it took, and what its steps did. */
export interface PipelineMetrics extends RowLedger {
  /** From the first batch asked for to the end of the last, in milliseconds. */
  readonly totalDurationMs: number;
  /** Malformed records of the source, and errors found by the steps. */
  readonly errorsCount: number;
  readonly warningsCount: number;
  /** In the order of the steps. */
  readonly steps: readonly StepMetrics[];
}
