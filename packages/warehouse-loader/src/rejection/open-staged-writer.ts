import type { ColumnPlan } from '../catalog/columns/plan-columns.js';
import type { TableWriter, WriterOptions } from '../copy/table-writer.js';
import { RowEncoder } from '../values/row-encoder.js';
import { checkAtOnce } from './check-at-once.js';
import type { Merge, MergeSite } from './merge.js';
import { screenStaged } from './screen-staged.js';
import { ScreenedWriter } from './screened-writer.js';
import { stageRows } from './stage-rows.js';
import type { StagedLoad } from './staged-load.js';
import { GuardedStatements } from './staged/guarded-statements.js';

/**
 * Copies rows into a staging table, and merges them into the target when all are staged.
 *
 * @param createMerge - Creates the merge of the mode.
 */
export async function openStagedWriter(
  options: WriterOptions,
  plan: ColumnPlan,
  createMerge: (site: MergeSite) => Merge,
): Promise<TableWriter> {
  const { connection, target, keys, uncompared, onRefused } = options;
  const { columns } = plan;
  const encoder = new RowEncoder(options, plan);
  const load: StagedLoad = {
    connection,
    target,
    keys,
    columns,
    encoder,
    merge: createMerge({ connection, target, keys, columns, uncompared }),
    statements: new GuardedStatements(connection),
    isFatal: onRefused === null,
  };
  if (onRefused === null) return stageRows(load);
  await checkAtOnce(connection);
  return new ScreenedWriter(encoder, await screenStaged(load), onRefused);
}
