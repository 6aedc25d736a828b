import { quoteIdentifiers } from '../target/identifier.js';
import { quoteOwnRows } from '../target/table-catalog.js';
import { quoteTableName } from '../target/table-name.js';
import { ledgerMismatch } from '../write/ledger-mismatch.js';
import type { WriterOptions } from '../write/table-writer.js';
import type { BringIn } from './bring-in.js';

/**
 * Puts the staged rows in the place of all rows of the table.
 *
 * Readers see the old rows until COMMIT, and wait for nothing; other writers wait from here on.
 */
export function replaceStaged({ target }: WriterOptions, columns: readonly string[]): BringIn {
  const table = quoteTableName(target.catalog);
  const ownRows = quoteOwnRows(target.catalog);
  const list = quoteIdentifiers(columns);
  return async (on, staging) => {
    await on.query(`lock table ${ownRows} in share row exclusive mode`);
    await on.query(`delete from ${ownRows}`);
    const { count: inserted } = await on.query(
      `insert into ${table} (${list}) select ${list} from ${staging.name}`,
    );
    const [found] = await on.query<{ count: string }>(`select count(*) from ${ownRows}`);
    const present = Number(found?.count);
    if (present !== inserted) throw ledgerMismatch(target.name, inserted, present);
    return { inserted, updated: 0, unchanged: 0, superseded: 0 };
  };
}
