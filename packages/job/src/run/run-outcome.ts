import type { SourceIdentity, StepSpend } from '@wdh/pipeline-core';
import type { LoadMode, LoadReport, LoadStatus, PreviousRun } from '@wdh/warehouse-loader';

/** The number of rows of an input by outcome. */
export type RowCounts = LoadReport['rows'];

/** The counts of a run that did nothing. */
export const noRows: RowCounts = {
  read: 0,
  inserted: 0,
  updated: 0,
  unchanged: 0,
  superseded: 0,
  deleted: 0,
  rejected: 0,
  filtered: 0,
  added: 0,
};

/** The outcome of a run, whether it succeeded or failed. */
export interface RunOutcome {
  readonly executionId: string;
  readonly jobName: string;
  /** `skipped`: the content is loaded already. `rehearsed`: a dry run, which loads nothing. */
  readonly status: LoadStatus | 'failed' | 'cancelled';
  /** `schema.table`. */
  readonly target: string;
  readonly mode: LoadMode;
  readonly rows: RowCounts;
  /** Number of transactions; 0 if the run failed before the first. */
  readonly attempts: number;
  readonly durationMs: number;
  /** What all attempts of this call have spent on paid services; null where nothing was paid for. */
  readonly spend: StepSpend | null;
  readonly input: string;
  /** Null if the input could not be read. */
  readonly source: SourceIdentity | null;
  /** Of a skipped run: the run that loaded the content. */
  readonly previousExecutionId: string | null;
  /** When that run succeeded, and how many rows it rejected; null if there is none. */
  readonly previousRun: PreviousRun | null;
  /** Columns of the rows that the table does not have. */
  readonly droppedColumns: readonly string[];
  /** What to check about content that was loaded before; null if there is nothing. */
  readonly hint: string | null;
  /**
   * True if a run that a queue delivered had ended before: nothing was done, and the outcome is that
   * of its record.
   */
  readonly hadEnded?: true | undefined;
  /** What ended a run that failed or was cancelled; null otherwise. */
  readonly error: unknown;
}
