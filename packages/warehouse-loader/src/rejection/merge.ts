import type { DedicatedConnection, Queryable } from '@wdh/postgres';
import type { Target, TargetColumn } from '../catalog/target.js';
import type { StagingTable } from '../copy/staging-table.js';
import type { WriteCounts } from '../copy/table-writer.js';
import type { RowIsolation } from './staged/row-isolation.js';
import type { Refuse, StagedRanges } from './staged/staged-ranges.js';
import type { StagedReader } from './staged/staged-reader.js';

/** What is known about the rows in a staging table. */
export interface StagedRows {
  /** Their number, as reported by the server. */
  readonly count: number;
  /** Whether their keys are known to be ascending, without duplicates. */
  readonly areKeysAscending: boolean;
}

/** The target of a merge. */
export interface MergeSite {
  readonly connection: DedicatedConnection;
  readonly target: Target;
  /** Columns of the keys; none in modes without keys. */
  readonly keys: readonly TargetColumn[];
  /** The written columns. */
  readonly columns: readonly TargetColumn[];
  /** Columns that are not compared, and not written if only they differ. */
  readonly uncompared: readonly string[];
}

/** Options of a merge range by range. */
export interface RangeWork {
  readonly ranges: StagedRanges;
  readonly reader: StagedReader;
  readonly isolation: RowIsolation;
  /** The rows of one range as a subquery, `typed`, whose rows are counted when they are read. */
  readonly source: string;
  readonly refuse: Refuse;
}

/** Merges staged rows into the target. */
export interface Merge {
  /** Merges all rows with few statements, which fail together. */
  readonly atOnce: (
    on: Queryable,
    staging: StagingTable,
    staged: StagedRows,
  ) => Promise<WriteCounts>;
  /** Merges the rows range by range, and rejects those that are refused. */
  readonly inRanges: (work: RangeWork) => Promise<WriteCounts>;
}
