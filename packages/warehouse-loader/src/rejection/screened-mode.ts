import type { RejectedRow } from '@wdh/pipeline-core';
import type { DedicatedConnection } from '@wdh/postgres';
import type { LoadMode } from '../catalog/load-mode.js';
import type { Target, TargetColumn } from '../catalog/target.js';
import type { RowRange } from '../copy/row-range.js';
import type { WriteCounts } from '../copy/table-writer.js';
import type { RowEncoder } from '../values/row-encoder.js';
import type { GuardedStatements } from './staged/guarded-statements.js';

/** How rows come into the target in one mode, range by range. */
export interface ScreenedMode<Range extends RowRange> {
  /** Makes a range without rows. */
  begin(): Range;
  /** Takes a range; returns those of its rows that are refused already. */
  take(range: Range): Promise<readonly RejectedRow[]>;
  /** Waits until the server has the range that was taken last, or it failed. */
  handedOver(): Promise<void>;
  /** Frees the connection for another statement, between two ranges. */
  settle(): Promise<void>;
  /** Takes what is left to be done once all rows are there. */
  finish(refuse: (rejected: readonly RejectedRow[]) => Promise<void>): Promise<WriteCounts>;
}

/** What a {@link ScreenedMode} works with. */
export interface ScreenedModeOptions {
  readonly connection: DedicatedConnection;
  readonly target: Target;
  readonly mode: LoadMode;
  readonly keys: readonly TargetColumn[];
  readonly columns: readonly TargetColumn[];
  readonly uncompared: readonly string[];
  readonly statements: GuardedStatements;
  readonly encoder: RowEncoder;
  /** Whether the first refusal is thrown, with the record at fault. */
  readonly isFatal: boolean;
}
