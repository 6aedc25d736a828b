import { createStagingTable } from '../copy/staging-table.js';
import { CopyIsolation } from './copied/copy-isolation.js';
import { CopyRange } from './copied/copy-range.js';
import { mergeStaged } from './merge-staged.js';
import type { ScreenedRows } from './screened-rows.js';
import type { StagedLoad } from './staged-load.js';

/**
 * Copies all rows into a staging table, which refuses those that do not fit the types of their
 * columns.
 */
export async function screenStaged(load: StagedLoad): Promise<ScreenedRows<CopyRange>> {
  const { connection, target, columns } = load;
  const names = columns.map(({ column }) => column.name);
  const staging = await createStagingTable(connection, target, names);
  const { table, copyStatement: statement } = staging;
  // The constraints of the target do not apply to staged rows.
  const place = { name: staging.name, oid: 0 };
  const isolation = new CopyIsolation({ connection, statement, table, columns, target: place });
  let count = 0;
  return {
    begin: () => new CopyRange(true),
    take: async (range) => {
      const { copied, rejected } = await isolation.run(range);
      count += copied;
      return rejected;
    },
    handedOver: () => isolation.handedOver(),
    settle: () => isolation.settle(),
    finish: async (refuse) => {
      await isolation.settle();
      return mergeStaged(load, staging, count, refuse);
    },
  };
}
