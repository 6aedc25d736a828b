import type { StepSpend } from '@wdh/pipeline-core';

/** The counts of a step of a run so far, in one attempt. */
export interface StepRecord {
  readonly attempt: number;
  /** Position of the step in its attempt, from 1. */
  readonly ordinal: number;
  readonly stepName: string;
  /** `source`, `row_transform` and `dataframe` for steps of the pipeline, `load`, or `check`. */
  readonly kind: 'source' | 'row_transform' | 'dataframe' | 'load' | 'check';
  /** Time by `performance.now()`. */
  readonly startedAtMs: number;
  /** Time by `performance.now()`; null while the step runs. */
  readonly endedAtMs: number | null;
  readonly rowsIn: number;
  readonly rowsOut: number;
  readonly rowsRejected: number;
  readonly rowsFiltered: number;
  readonly warnings: number;
  /** Rows that a check found; null for other steps, and until it ends. */
  readonly rowsFound: number | null;
  /** What the step has spent so far; null where it calls no paid service. */
  readonly spend: StepSpend | null;
}
