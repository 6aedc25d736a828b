import { quoteIdentifiers } from '../target/identifier.js';
import { quoteTableName } from '../target/table-name.js';
import { ledgerMismatch } from '../write/ledger-mismatch.js';
import type { ColumnPlan } from '../encode/plan-columns.js';
import { stageRows } from './stage-rows.js';
import type { TableWriter, WriterOptions } from '../write/table-writer.js';

/**
 * Stages rows, and puts them in the place of all rows of the table.
 *
 * Readers see the old rows until COMMIT, and wait for nothing; other writers wait from the swap on.
 */
export function replaceRows(options: WriterOptions, plan: ColumnPlan): Promise<TableWriter> {
  const { connection, target } = options;
  const table = quoteTableName(target.catalog);
  return stageRows(options, plan, async (staging, columns) => {
    const list = quoteIdentifiers(columns);
    await connection.query(`lock table ${table} in share row exclusive mode`);
    await connection.query(`delete from ${table}`);
    const { count: inserted } = await connection.query(
      `insert into ${table} (${list}) select ${list} from ${staging.name} order by ${staging.sequence}`,
    );
    const [found] = await connection.query<{ count: string }>(`select count(*) from ${table}`);
    const present = Number(found?.count);
    if (present !== inserted) throw ledgerMismatch(target.name, inserted, present);
    return { inserted, updated: 0, unchanged: 0, superseded: 0 };
  });
}
