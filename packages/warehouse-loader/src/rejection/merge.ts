import type { DedicatedConnection, Queryable } from '@wdh/postgres';
import type { RowKey } from '../catalog/keys/row-key.js';
import type { Target, TargetColumn } from '../catalog/target.js';
import type { StagedTable } from '../copy/staging-table.js';
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
  /** Whether no key occurs twice, because the rows were combined. */
  readonly areKeysUnique: boolean;
  /** The columns of the staging table. */
  readonly columns: readonly string[];
}

/** The target of a merge. */
export interface MergeSite {
  readonly connection: DedicatedConnection;
  readonly target: Target;
  /** Null in modes without keys. */
  readonly key: RowKey | null;
  /** The written columns. */
  readonly columns: readonly TargetColumn[];
  /** Those among them that an update changes. */
  readonly updated: readonly TargetColumn[];
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

/** Merges staged rows into the target, those that name the same columns at a time. */
export interface Merge {
  /** Prepares the target before the first rows; returns the number of deleted rows. */
  readonly begin?: (on: Queryable) => Promise<number>;
  /** Checks the target after the last rows. */
  readonly end?: (on: Queryable, inserted: number) => Promise<void>;
  /** Merges rows with few statements, which fail together. */
  readonly atOnce: (
    on: Queryable,
    staging: StagedTable,
    staged: StagedRows,
  ) => Promise<WriteCounts>;
  /** Merges the rows range by range, and rejects those that are refused. */
  readonly inRanges: (work: RangeWork) => Promise<WriteCounts>;
}
