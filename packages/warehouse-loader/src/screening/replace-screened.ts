import { quoteTableName } from '../target/table-name.js';
import { ledgerMismatch } from '../write/ledger-mismatch.js';
import { insertStatement, rowsOf } from './append-screened.js';
import type { ScreenedMode, ScreenedModeOptions } from './screened-mode.js';
import { TextRange } from './text-range.js';

/** Keeps rows until all are there, and puts them in the place of all rows of the table. */
export async function replaceScreened(
  options: ScreenedModeOptions,
): Promise<ScreenedMode<TextRange>> {
  const { connection, target, given, isolation } = options;
  const table = quoteTableName(target.catalog);
  const spool = await options.openSpool();
  return {
    begin: () => new TextRange(),
    take: async ({ textRows }) => {
      await spool.put(textRows);
      return [];
    },
    settle: () => Promise.resolve(),
    finish: async (refuse) => {
      await connection.query(`lock table ${table} in share row exclusive mode`);
      await connection.query(`delete from ${table}`);
      let inserted = 0;
      for (let range = 0; range < spool.ranges; range++) {
        const rows = await spool.get(range);
        const { results, rejected } = await isolation.run(insertStatement(table, given), rows);
        inserted += rowsOf(results);
        await refuse(rejected);
      }
      await spool.discard();
      const [found] = await connection.query<{ count: string }>(`select count(*) from ${table}`);
      const present = Number(found?.count);
      if (present !== inserted) throw ledgerMismatch(target.name, inserted, present);
      return { inserted, updated: 0, unchanged: 0, superseded: 0 };
    },
  };
}
