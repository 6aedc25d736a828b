import { type Queryable, quoteIdentifiers, quoteTableName } from '@wdh/postgres';
import { overriding } from '../catalog/columns/identity-columns.js';
import { letReferringKeysWait } from '../catalog/referring-keys.js';
import { quoteOwnRows, type TableCatalog } from '../catalog/table-catalog.js';
import type { Target } from '../catalog/target.js';
import { ledgerMismatch } from '../copy/ledger-mismatch.js';
import { nothingWritten } from '../copy/table-writer.js';
import type { Merge, MergeSite } from '../rejection/merge.js';
import { openStagedWriter } from '../rejection/open-staged-writer.js';
import type { LoadMode } from './load-mode.js';

/** Deletes all rows of the table, and inserts the rows of the load. */
export const replace: LoadMode = {
  name: 'replace',
  matchesKeys: false,
  updatesRows: false,
  deletesRows: true,
  isStaged: true,
  repeatsRows: false,
  replaysBy: 'append',
  openWriter: (options, plan) => openStagedWriter(options, plan, replaceAll),
};

function replaceAll({ connection, target, columns }: MergeSite): Merge {
  const table = quoteTableName(target.catalog);
  const names = columns.map(({ column }) => column.name);
  const list = quoteIdentifiers(names);
  const insert = `insert into ${table} (${list}) ${overriding(target.catalog, names)} select ${list}`;
  return {
    atOnce: async (on, staging) => {
      const deleted = await deleteAll(on, target.catalog);
      const { count: inserted } = await on.query(`${insert} from ${staging.name}`);
      await checkPresent(on, target, inserted);
      return { ...nothingWritten, inserted, deleted };
    },
    inRanges: async ({ ranges, isolation, source, refuse }) => {
      const deleted = await deleteAll(connection, target.catalog);
      let inserted = 0;
      for (let range = 0; range < ranges.count; range++) {
        const rows = await ranges.get(range);
        const { results, rejected } = await isolation.run(`${insert} from ${source}`, rows);
        inserted += results.reduce((sum, { count }) => sum + count, 0);
        await refuse(rejected);
      }
      await checkPresent(connection, target, inserted);
      return { ...nothingWritten, inserted, deleted };
    },
  };
}

/**
 * Deletes the rows of a table before new ones are inserted.
 *
 * Readers see the old rows until COMMIT without waiting; other writers wait from now on.
 *
 * @returns the number of deleted rows.
 */
async function deleteAll(on: Queryable, catalog: TableCatalog): Promise<number> {
  const rows = quoteOwnRows(catalog);
  await on.query(`lock table ${rows} in share row exclusive mode`);
  await letReferringKeysWait(on, catalog.oid);
  const { count } = await on.query(`delete from ${rows}`);
  return count;
}

/** Checks that the table contains exactly the inserted rows. */
async function checkPresent(
  on: Queryable,
  { name, catalog }: Target,
  inserted: number,
): Promise<void> {
  const [found] = await on.query<{ count: string }>(
    `select pg_catalog.count(*) from ${quoteOwnRows(catalog)}`,
  );
  const present = Number(found?.count);
  if (present !== inserted) throw ledgerMismatch(name, inserted, present);
}
