import type { Queryable } from '@wdh/postgres';
import type { StagingTable } from '../copy/staging-table.js';
import type { WriteCounts } from '../copy/table-writer.js';

/** What is known of the rows in a staging table. */
export interface StagedRows {
  /** How many the server says there are. */
  readonly count: number;
  /** Whether their keys are known to come in ascending order, none of them twice. */
  readonly areKeysAscending: boolean;
}

/** Brings the staged rows into the target. */
export type BringIn = (
  on: Queryable,
  staging: StagingTable,
  staged: StagedRows,
) => Promise<WriteCounts>;
