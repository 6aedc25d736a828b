import type { TriggerWrites } from './trigger-writes.js';

/** What a load did. */
export interface LoadResult {
  readonly rowsInserted: number;
  readonly rowsUpdated: number;
  /**
   * Rows whose key existed already and which changed nothing: in an upsert because all values were the
   * same, in `insert_new` whatever the values.
   */
  readonly rowsUnchanged: number;
  /** Rows whose key occurred again in a later row of the same load, in a mode with keys. */
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
