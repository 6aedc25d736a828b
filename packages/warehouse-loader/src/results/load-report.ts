import type { SourceIdentity, SourceStatistics } from '@wdh/pipeline-core';
import type { RowCounts } from '@wdh/runs';
import type { TriggerWrites } from './trigger-writes.js';

/**
 * Status of an audited load that did not fail.
 *
 * - `skipped`: the same source was loaded before by the same version of the pipeline; if the table
 *   has changed since that run, `hint` describes the change.
 * - `rehearsed`: a dry run; everything was done and checked, then rolled back.
 */
export type LoadStatus = 'success' | 'skipped' | 'rehearsed';

/** A run that loaded the same source before. */
export interface PreviousRun {
  readonly executionId: string;
  /** When it succeeded, as ISO 8601 in UTC; null if not recorded. */
  readonly completedAt: string | null;
  /** Null if not recorded. */
  readonly rowsRejected: number | null;
  /** Those of them that no replay has resolved; null if not known. */
  readonly rowsOpen: number | null;
}

/** The result of an audited load. The status is `rehearsed` only with `dryRun`. */
export interface LoadReport<Status extends LoadStatus = 'success' | 'skipped'> {
  readonly status: Status;
  readonly executionId: string;
  readonly pipelineName: string;
  readonly pipelineVersion: string;
  /** `schema.table`, quoted if needed. */
  readonly target: string;
  readonly source: SourceIdentity;
  /**
   * Counts of the lines of the source by kind, including blank and skipped lines, comments and the
   * footer. Null
   * if the run was skipped, or the source has no lines.
   */
  readonly sourceLines: SourceStatistics | null;
  /** All zero if the run was skipped; after a dry run, the counts of an actual load. */
  readonly rows: RowCounts;
  /** Names in the rows that the table does not have. */
  readonly droppedColumns: readonly string[];
  /**
   * Loaded columns whose sequence would next return a value that exists in the table, so that an
   * INSERT that uses it fails. Empty with `advanceSequences`.
   */
  readonly sequencesBehind: readonly string[];
  /**
   * Rows that triggers and rules of the table wrote in addition to those of the load, to it or to
   * other tables. Not known for the table itself if rows were refused.
   */
  readonly triggerWrites: readonly TriggerWrites[];
  readonly durationMs: number;
  /** Number of transactions. */
  readonly attempts: number;
  /** The run that loaded this source before; null if there is none, or it was not looked up. */
  readonly previousExecutionId: string | null;
  /** What is known about that run; null if there is none. */
  readonly previousRun: PreviousRun | null;
  /**
   * What to check if this source was loaded before: the table was replaced or is empty, or the
   * content was read with other options. Null if there is nothing to check.
   */
  readonly hint: string | null;
}
