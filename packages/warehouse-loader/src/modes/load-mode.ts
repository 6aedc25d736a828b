import type { ColumnPlan } from '../catalog/columns/plan-columns.js';
import type { TargetUse } from '../catalog/target-use.js';
import type { TableWriter, WriterOptions } from '../copy/table-writer.js';
import type { LoadModeName } from '../options/load-mode-name.js';

/** How a load handles its rows and the existing rows of the table. */
export interface LoadMode extends TargetUse {
  readonly name: LoadModeName;
  /** Whether rows that are loaded again are stored in addition to the first ones. */
  readonly repeatsRows: boolean;
  /** The mode in which rejected rows of a load are replayed: one that keeps the rows of that load. */
  readonly replaysBy: Exclude<LoadModeName, 'replace'>;
  /** Starts writing. Rows that the server refuses are passed to `onRefused`, if it is set. */
  readonly openWriter: (options: WriterOptions, plan: ColumnPlan) => Promise<TableWriter>;
}
