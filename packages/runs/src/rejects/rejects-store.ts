import type { PipelineStream, RejectedRow } from '@wdh/pipeline-core';
import type { DatabaseEncoding, DedicatedConnection } from '@wdh/postgres';

/** The load whose rejected rows are stored. */
export interface RejectsStoreOptions {
  readonly executionId: string;
  /** The connection of the load's transaction. */
  readonly load: DedicatedConnection;
  readonly encoding: DatabaseEncoding;
  readonly stream: Pick<PipelineStream<object>, 'sourceValues'>;
}

/** Stores the rejected rows of a load in its transaction, in bounded memory. */
export interface RejectsStore {
  /** Rejected rows so far. */
  readonly rows: number;
  /** Whether the collected rows should be written before more are added. */
  readonly isFull: boolean;
  add(rejected: readonly RejectedRow[]): void;
  /** Writes the collected rows to the load, whose connection must be idle. */
  spill(): Promise<void>;
  /**
   * Writes the last rows to the load's transaction; returns the number of rows that the server
   * stored.
   */
  finish(): Promise<number>;
  /** Writes all rows of a failed load to a transaction of `on`, which the caller commits. */
  keep(on: DedicatedConnection): Promise<void>;
  /** Discards what is held outside of the database. */
  close(): Promise<void>;
}
