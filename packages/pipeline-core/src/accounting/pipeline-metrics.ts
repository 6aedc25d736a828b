/** What one step did in one run. */
export interface StepMetrics {
  readonly stepName: string;
  readonly stepType: 'row_transform' | 'dataframe';
  /** Time spent in the step alone, in milliseconds of the monotonic clock. */
  readonly durationMs: number;
  readonly rowsIn: number;
  readonly rowsOut: number;
  /** Errors found; a row may have several. */
  readonly errorsCount: number;
  readonly warningsCount: number;
}

/** What one run did. */
export interface PipelineMetrics {
  /** From the first batch asked for to the end of the last, in milliseconds. */
  readonly totalDurationMs: number;
  /** Records of the source, malformed ones included. */
  readonly rowsIn: number;
  readonly rowsOut: number;
  readonly rowsRejected: number;
  readonly rowsFiltered: number;
  readonly errorsCount: number;
  readonly warningsCount: number;
  /** In the order of the steps. */
  readonly steps: readonly StepMetrics[];
}
