import type { DedicatedConnection, Queryable } from '@wdh/postgres';
import type { Target, TargetColumn } from '../catalog/target.js';
import type { StagingTable } from '../copy/staging-table.js';
import type { WriteCounts } from '../copy/table-writer.js';
import type { RowIsolation } from './staged/row-isolation.js';
import type { Refuse, StagedRanges } from './staged/staged-ranges.js';
import type { StagedReader } from './staged/staged-reader.js';

/** What is known of the rows in a staging table. */
export interface StagedRows {
  /** How many the server says there are. */
  readonly count: number;
  /** Whether their keys are known to come in ascending order, none of them twice. */
  readonly areKeysAscending: boolean;
}

/** Where staged rows are merged. */
export interface MergeSite {
  readonly connection: DedicatedConnection;
  readonly target: Target;
  /** Columns of the keys; none in modes that match none. */
  readonly keys: readonly TargetColumn[];
  /** The columns that are written. */
  readonly columns: readonly TargetColumn[];
  /** Columns in which a row may differ and still count as unchanged: then they are not written. */
  readonly uncompared: readonly string[];
}

/** What a merge range by range works with. */
export interface RangeWork {
  readonly ranges: StagedRanges;
  readonly reader: StagedReader;
  readonly isolation: RowIsolation;
  /** The rows of one range as a subquery, `typed`, whose rows are counted as they are read. */
  readonly source: string;
  readonly refuse: Refuse;
}

/** How staged rows come into the target. */
export interface Merge {
  /** Merges all rows by few statements, which fail together. */
  readonly atOnce: (
    on: Queryable,
    staging: StagingTable,
    staged: StagedRows,
  ) => Promise<WriteCounts>;
  /** Merges the rows range by range, and hands over those that are refused. */
  readonly inRanges: (work: RangeWork) => Promise<WriteCounts>;
}
