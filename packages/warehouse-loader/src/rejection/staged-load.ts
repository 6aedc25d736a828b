import type { DedicatedConnection } from '@wdh/postgres';
import type { RowKey } from '../catalog/keys/row-key.js';
import type { Target, TargetColumn } from '../catalog/target.js';
import type { Merge, MergeSite } from './merge.js';
import type { GuardedStatements } from './staged/guarded-statements.js';

/** Options of a load with a staging table. */
export interface StagedLoad {
  readonly connection: DedicatedConnection;
  readonly target: Target;
  readonly key: RowKey | null;
  readonly updatesRows: boolean;
  /** The written columns. */
  readonly columns: readonly TargetColumn[];
  /** Those among them that an update changes. */
  readonly updated: readonly TargetColumn[];
  /** Columns that are not compared, and not written if only they differ. */
  readonly uncompared: readonly string[];
  readonly createMerge: (site: MergeSite) => Merge;
  readonly statements: GuardedStatements;
  /** Whether the first refusal is thrown, with its record. */
  readonly isFatal: boolean;
}
