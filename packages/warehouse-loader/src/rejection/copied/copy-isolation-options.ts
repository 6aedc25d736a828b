import type { TargetColumn } from '../../catalog/target.js';
import type { CopyConnection } from './copy-connection.js';

/** The target of a `CopyIsolation`. */
export interface CopyIsolationOptions {
  readonly connection: CopyConnection;
  /** A `COPY … FROM STDIN`, to which the format of a range is added. */
  readonly statement: string;
  /** Name of the table, without its schema. */
  readonly table: string;
  readonly columns: readonly TargetColumn[];
  /** The table for SQL, and its object identifier, to look up its constraints. */
  readonly target: { readonly name: string; readonly oid: number };
}
