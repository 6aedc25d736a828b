import type { ColumnPlan } from '../catalog/columns/plan-columns.js';
import type { TargetUse } from '../catalog/target-use.js';
import type { TableWriter, WriterOptions } from '../copy/table-writer.js';
import type { LoadModeName } from '../options/load-mode-name.js';

/** What a load does with its rows and with those that the table holds already. */
export interface LoadMode extends TargetUse {
  readonly name: LoadModeName;
  /** Whether rows that are loaded again are stored again beside the first ones. */
  readonly repeatsRows: boolean;
  /** Starts writing. Rows that the server refuses are rejected where `onRefused` takes them. */
  readonly openWriter: (options: WriterOptions, plan: ColumnPlan) => Promise<TableWriter>;
}
