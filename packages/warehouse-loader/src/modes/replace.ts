import type { Queryable } from '@wdh/postgres';
import { letReferringKeysWait } from '../catalog/referring-keys.js';
import { quoteOwnRows, type TableCatalog } from '../catalog/table-catalog.js';
import type { Target } from '../catalog/target.js';
import { ledgerMismatch } from '../copy/ledger-mismatch.js';
import type { Merge, MergeSite } from '../rejection/merge.js';
import { openTargetWriter } from '../rejection/open-target-writer.js';
import { insertAll } from './insert-all.js';
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
  openWriter: (options, plan) => openTargetWriter(options, plan, replaceAll),
};

function replaceAll(site: MergeSite): Merge {
  const { target } = site;
  return {
    ...insertAll(site),
    begin: (on) => deleteAll(on, target.catalog),
    end: (on, inserted) => checkPresent(on, target, inserted),
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
