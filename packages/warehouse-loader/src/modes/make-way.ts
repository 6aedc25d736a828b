import type { Queryable } from '@wdh/postgres';
import { letReferringKeysWait } from '../catalog/referring-keys.js';
import { quoteOwnRows, type TableCatalog } from '../catalog/table-catalog.js';

/**
 * Deletes the rows of a table, for others to take their place.
 *
 * Readers see the old rows until COMMIT, and wait for nothing; other writers wait from here on.
 *
 * @returns how many rows the server deleted.
 */
export async function makeWay(on: Queryable, catalog: TableCatalog): Promise<number> {
  const rows = quoteOwnRows(catalog);
  await on.query(`lock table ${rows} in share row exclusive mode`);
  await letReferringKeysWait(on, catalog.oid);
  const { count } = await on.query(`delete from ${rows}`);
  return count;
}
