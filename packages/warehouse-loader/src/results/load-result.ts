import type { TriggerWrites } from './trigger-writes.js';

/** The result of a load. */
export interface LoadResult {
  readonly rowsInserted: number;
  readonly rowsUpdated: number;
  /**
   * Rows whose key existed already and which changed nothing: in an upsert because all values were
   * the same, in `insert_new` with any values.
   */
  readonly rowsUnchanged: number;
  /** Rows whose key occurred again in a later row of the same load, in a mode with keys. */
  readonly rowsSuperseded: number;
  /** Rows that a replace deleted. */
  readonly rowsDeleted: number;
  /** Rejected rows in the batches. They are counted, not stored. */
  readonly rowsRejected: number;
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
  readonly attempts: number;
}
