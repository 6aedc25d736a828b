import type { RejectedRow, RowBatch } from '@wdh/pipeline-core';
import type { DedicatedConnection } from '@wdh/postgres';
import type { UnknownColumns } from '../catalog/columns/unknown-columns.js';
import type { TargetUse } from '../catalog/target-use.js';
import type { Target, TargetColumn } from '../catalog/target.js';
import type { ColumnProfile } from '../profile/column-profile.js';
import type { CopySegment } from './copy-segment.js';

/** What became of the rows handed to a {@link TableWriter}, as the server counts them. */
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
  /** Names that rows used and the table does not have. */
  readonly dropped: readonly string[];
  write(batch: RowBatch<object>): Promise<void>;
  /** Frees the connection for another statement; writing may go on afterwards. */
  flush(): Promise<void>;
  /** Brings the rows into the table and counts. */
  finish(): Promise<WriteCounts>;
  /** The rows of the COPY statement that is running; null where an error names its record already. */
  readonly segment: CopySegment | null;
}

/** Takes rows that could not be written. `freeConnection` ends the running COPY. */
export type TakeRejected = (
  rejected: readonly RejectedRow[],
  freeConnection: () => Promise<void>,
) => Promise<void>;

/** What a {@link TableWriter} is made from. */
export interface WriterOptions {
  readonly connection: DedicatedConnection;
  readonly target: Target;
  readonly use: TargetUse;
  /** Columns of the upsert keys; none in modes that match no keys. */
  readonly keys: readonly TargetColumn[];
  /** Columns in which a row may differ and still count as unchanged: then they are not written. */
  readonly uncompared: readonly string[];
  /** Notes what the columns hold; null for nobody. */
  readonly profile: ColumnProfile | null;
  readonly unknownColumns: UnknownColumns;
  /** Takes the rows that are refused, so that the others are loaded; null lets the first one fail. */
  readonly onRefused: TakeRejected | null;
}
