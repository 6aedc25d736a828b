import type { RejectedRow, RowBatch } from '@wdh/pipeline-core';
import type { DedicatedConnection } from '@wdh/postgres';
import type { UnknownColumns } from '../catalog/columns/unknown-columns.js';
import type { RowKey } from '../catalog/keys/row-key.js';
import type { TargetUse } from '../catalog/target-use.js';
import type { Target, TargetColumn } from '../catalog/target.js';
import type { ColumnProfile } from '../profile/column-profile.js';
import type { CopySegment } from './copy-segment.js';

/** The outcomes of the rows of a {@link TableWriter}, as counted by the server. */
export interface WriteCounts {
  readonly inserted: number;
  readonly updated: number;
  /** Rows whose key existed already, and which changed nothing. */
  readonly unchanged: number;
  /** Rows whose key occurred again in a later row of the same load. */
  readonly superseded: number;
  /** Rows that a replace deleted. */
  readonly deleted: number;
}

/** The counts of a load that wrote nothing. */
export const nothingWritten: WriteCounts = {
  inserted: 0,
  updated: 0,
  unchanged: 0,
  superseded: 0,
  deleted: 0,
};

/** Writes rows into one table, within the transaction of its connection. */
export interface TableWriter {
  /** Names in the rows that the table does not have. */
  readonly dropped: readonly string[];
  /** The columns written so far. */
  readonly columns: readonly TargetColumn[];
  write(batch: RowBatch<object>): Promise<void>;
  /** Frees the connection for another statement; writing may continue afterwards. */
  flush(): Promise<void>;
  /** Merges the rows into the table and counts them. */
  finish(): Promise<WriteCounts>;
  /** The rows of the running COPY statement; null if an error already names its record. */
  readonly segment: CopySegment | null;
}

/** Receives rows that could not be written. `freeConnection` ends the running COPY. */
export type TakeRejected = (
  rejected: readonly RejectedRow[],
  freeConnection: () => Promise<void>,
) => Promise<void>;

/** Options of a {@link TableWriter}. */
export interface WriterOptions {
  readonly connection: DedicatedConnection;
  readonly target: Target;
  readonly use: TargetUse;
  /** Null in modes without keys. */
  readonly key: RowKey | null;
  /** The columns that an update may change; null for all but those of the key. */
  readonly updatable: readonly TargetColumn[] | null;
  /** Columns that are not compared, and not written if only they differ. */
  readonly uncompared: readonly string[];
  /** Collects the metrics of the columns; null for none. */
  readonly profile: ColumnProfile | null;
  readonly unknownColumns: UnknownColumns;
  /** `text` writes every row as text; default `auto`. */
  readonly copyFormat: 'auto' | 'text' | undefined;
  /** Whether refused rows are rejected. */
  readonly rejectsRows: boolean;
  /**
   * Receives the refused rows, so that the others are loaded; null makes the first one fail the
   * load.
   */
  readonly onRefused: TakeRejected | null;
}
