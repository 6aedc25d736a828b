import type { DedicatedConnection } from '@wdh/postgres';
import type { Target, TargetColumn } from '../catalog/target.js';
import type { RowEncoder } from '../values/row-encoder.js';
import type { Merge } from './merge.js';
import type { GuardedStatements } from './staged/guarded-statements.js';

/** What a load by way of a staging table works with. */
export interface StagedLoad {
  readonly connection: DedicatedConnection;
  readonly target: Target;
  readonly keys: readonly TargetColumn[];
  readonly columns: readonly TargetColumn[];
  readonly encoder: RowEncoder;
  readonly merge: Merge;
  readonly statements: GuardedStatements;
  /** Whether the first refusal is thrown, with the record at fault. */
  readonly isFatal: boolean;
}
