import type { DedicatedConnection } from '@wdh/postgres';
import type { Target, TargetColumn } from '../catalog/target.js';
import type { RowEncoder } from '../values/row-encoder.js';
import type { Merge } from './merge.js';
import type { GuardedStatements } from './staged/guarded-statements.js';

/** Options of a load with a staging table. */
export interface StagedLoad {
  readonly connection: DedicatedConnection;
  readonly target: Target;
  readonly keys: readonly TargetColumn[];
  readonly columns: readonly TargetColumn[];
  readonly encoder: RowEncoder;
  readonly merge: Merge;
  readonly statements: GuardedStatements;
  /** Whether the first refusal is thrown, with its record. */
  readonly isFatal: boolean;
}
