import type { TriggerWrites } from './trigger-writes.js';

/** What a load did. */
export interface LoadResult {
  readonly rowsInserted: number;
  readonly rowsUpdated: number;
  /** Rows of an upsert that the table held already, just so. */
  readonly rowsUnchanged: number;
  /** Rows of an upsert whose key came again later in the same load. */
  readonly rowsSuperseded: number;
  /** Rows that a replace deleted. */
  readonly rowsDeleted: number;
  /** Rejected rows that came with the batches. They are counted, not kept. */
  readonly rowsRejected: number;
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
  readonly attempts: number;
}
