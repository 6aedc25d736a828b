import type { SourceIdentity, SourceStatistics } from '@wdh/pipeline-core';
import type { RowCounts } from '@wdh/runs';
import type { TriggerWrites } from './trigger-writes.js';

/**
 * How an audited load ends, when it does not fail.
 *
 * - `skipped`: the same source was loaded before by the same version of the pipeline; where the
 *   table is not as that run left it, `hint` says so.
 * - `rehearsed`: a dry run; all was done and checked, then rolled back.
 */
export type LoadStatus = 'success' | 'skipped' | 'rehearsed';

/** What an audited load did. Only where `dryRun` was set, the status may be `rehearsed`. */
export interface LoadReport<Status extends LoadStatus = 'success' | 'skipped'> {
  readonly status: Status;
  readonly executionId: string;
  readonly pipelineName: string;
  readonly pipelineVersion: string;
  /** `schema.table`, quoted where needed. */
  readonly target: string;
  readonly source: SourceIdentity;
  /**
   * What each line of the source was: blank and skipped lines and comments are no rows, and are counted
   * here. Null where the run was skipped, or the source has no lines.
   */
  readonly sourceLines: SourceStatistics | null;
  /** All zero where the run was skipped; what they would have been, after a dry run. */
  readonly rows: RowCounts;
  /** Names that the rows used and the table does not have. */
  readonly droppedColumns: readonly string[];
  /**
   * Columns that were loaded whose sequence would next give a value that the table has: an INSERT that
   * draws from it fails. Empty with `advanceSequences`.
   */
  readonly sequencesBehind: readonly string[];
  /**
   * Rows that triggers and rules of the table wrote besides those of the load, to it or to others. Of
   * the table itself nothing is known where rows were refused.
   */
  readonly triggerWrites: readonly TriggerWrites[];
  readonly durationMs: number;
  /** Transactions that it took. */
  readonly attempts: number;
  /** The run that loaded this source before; null where there is none, or none was looked for. */
  readonly previousExecutionId: string | null;
  /**
   * What to look at where this source was loaded before: the table is another or has no rows any
   * more, or the content was read by other options. Null where there is nothing to look at.
   */
  readonly hint: string | null;
}
