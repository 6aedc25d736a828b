import type { RowCounts as AllRowCounts, RunOutcome } from '@wdh/job';
import type { StepSpend } from '@wdh/pipeline-core';

/** The number of rows of the file by outcome. */
export type RowCounts = Omit<AllRowCounts, 'added'> & Partial<Pick<AllRowCounts, 'added'>>;

/** The outcome of one run, as written to `--summary-file`. */
export interface JobSummary {
  readonly executionId: string;
  readonly pipelineName: string;
  /** `skipped`: the content is already loaded. `rehearsed`: a dry run that loads nothing. */
  readonly status: RunOutcome['status'];
  readonly table: string;
  readonly rows: RowCounts;
  /** Number of transactions; 0 if the run failed before the first. */
  readonly attempts: number;
  readonly durationMs: number;
  /** What all attempts have paid for; omitted where no step calls a paid service. */
  readonly spend?: StepSpend | undefined;
  readonly inputFile: string;
  /** Null if the file could not be read. */
  readonly inputSha256: string | null;
  /** What to check about a file that was loaded before; null if there is nothing. */
  readonly hint: string | null;
  /** The run that loaded the same content before; null if there is none. */
  readonly previousRun: RunOutcome['previousRun'];
  readonly error: { readonly code: string; readonly message: string } | null;
}
