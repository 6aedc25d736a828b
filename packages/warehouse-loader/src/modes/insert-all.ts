import { quoteIdentifiers, quoteTableName } from '@wdh/postgres';
import { overriding } from '../catalog/columns/identity-columns.js';
import { nothingWritten } from '../copy/table-writer.js';
import type { Merge, MergeSite } from '../rejection/merge.js';

/** Inserts all staged rows. */
export function insertAll({ target, columns }: MergeSite): Merge {
  const table = quoteTableName(target.catalog);
  const names = columns.map(({ column }) => column.name);
  const list = quoteIdentifiers(names);
  const insert = `insert into ${table} (${list}) ${overriding(target.catalog, names)} select ${list}`;
  return {
    atOnce: async (on, staging) => {
      const { count: inserted } = await on.query(`${insert} from ${staging.name} as staged`);
      return { ...nothingWritten, inserted };
    },
    inRanges: async ({ ranges, isolation, source, refuse }) => {
      let inserted = 0;
      for (let range = 0; range < ranges.count; range++) {
        const rows = await ranges.get(range);
        const { results, rejected } = await isolation.run(`${insert} from ${source}`, rows);
        inserted += results.reduce((sum, { count }) => sum + count, 0);
        await refuse(rejected);
      }
      return { ...nothingWritten, inserted };
    },
  };
}
