import { type Queryable, quoteIdentifiers, quoteTableName } from '@wdh/postgres';
import { overriding } from '../../catalog/columns/identity-columns.js';
import { quoteOwnRows } from '../../catalog/table-catalog.js';
import type { Target } from '../../catalog/target.js';
import { ledgerMismatch } from '../../copy/ledger-mismatch.js';
import type { StagingTable } from '../../copy/staging-table.js';
import type { WriteCounts } from '../../copy/table-writer.js';
import type { MergeSite, StagedRows } from '../../rejection/merge.js';
import { type ConflictAction, isNewRow } from './conflict-action.js';
import { haveSameKeys } from './same-keys.js';
import { triedUpdates } from './tried-updates.js';

/** The counts of {@link mergeKeys}. */
interface MergeCounts {
  /** Distinct keys of the staging table. */
  readonly keys: number;
  readonly inserted: number;
  readonly updated: number;
  /** Attempted updates; 0 if nothing could suppress one. */
  readonly tried: number;
}

/** Merges the last staged row of each key into the table. */
export async function mergeAtOnce(
  on: Queryable,
  site: MergeSite,
  action: ConflictAction,
  staging: StagingTable,
  staged: StagedRows,
): Promise<WriteCounts> {
  const { target } = site;
  const keys = site.keys.map(({ column }) => column.name);
  const merged = await mergeKeys(on, site, action, staging, staged);
  // A trigger may drop rows or updates, which would be counted as unchanged: count the rows in the
  // table.
  if (target.catalog.hasTriggers) {
    const withheld = Math.max(merged.tried - merged.updated, 0);
    const found = (await countExisting(on, target, staging, keys)) - withheld;
    if (found !== merged.keys) throw ledgerMismatch(target.name, merged.keys, found);
  }
  return {
    inserted: merged.inserted,
    updated: merged.updated,
    unchanged: merged.keys - merged.inserted - merged.updated,
    superseded: staged.count - merged.keys,
    deleted: 0,
  };
}

/**
 * It processes keys in order, so that concurrent merges wait for each other without deadlocks. If
 * keys ascend, none occurs twice, and the staging table has them in this order.
 */
async function mergeKeys(
  on: Queryable,
  { target, ...site }: MergeSite,
  action: ConflictAction,
  staging: StagingTable,
  staged: StagedRows,
): Promise<MergeCounts> {
  const { catalog } = target;
  const table = quoteTableName(catalog);
  const keys = site.keys.map(({ column }) => column.name);
  const columns = site.columns.map(({ column }) => column.name);
  const isNew = isNewRow(catalog, action);
  let existing: number | null = null;
  if (isNew === null) {
    // Without the lock, a key that another transaction adds in between would be counted wrongly.
    await on.query(`lock table ${table} in share row exclusive mode`);
    existing = await countExisting(on, target, staging, keys);
  }
  const [keyList, list] = [quoteIdentifiers(keys), quoteIdentifiers(columns)];
  const latest = staged.areKeysAscending
    ? `select ${list} from ${staging.name}`
    : `select distinct on (${keyList}) ${list}
      from ${staging.name} order by ${keyList}, ${staging.sequence} desc`;
  const keyCount = staged.areKeysAscending
    ? staged.count
    : '(select pg_catalog.count(*) from latest)';
  const [counts] = await on.query<Record<'keys' | 'inserted' | 'changed' | 'tried', string>>(`
    with latest as (${latest}), merged as (
      insert into ${table} as t (${list}) ${overriding(catalog, columns)}
      select ${list} from latest
      on conflict (${keyList}) ${action.sql}
      returning ${isNew ?? 'null::boolean'} as is_new
    )
    select ${keyCount} as keys, pg_catalog.count(*) as changed,
      pg_catalog.count(*) filter (where is_new) as inserted,
      ${triedUpdates} as tried
    from merged`);
  const distinct = Number(counts?.keys);
  const inserted = existing === null ? Number(counts?.inserted) : distinct - existing;
  const updated = Number(counts?.changed) - inserted;
  return { keys: distinct, inserted, updated, tried: Number(counts?.tried) };
}

/** Counts the keys of the staging table that exist in the target. */
async function countExisting(
  on: Queryable,
  target: Target,
  staging: StagingTable,
  keys: readonly string[],
): Promise<number> {
  const [found] = await on.query<{ count: string }>(`
    select pg_catalog.count(*)
    from (select distinct ${quoteIdentifiers(keys)} from ${staging.name}) as staged
    join ${quoteOwnRows(target.catalog)} as t on ${haveSameKeys('staged', 't', target.catalog, keys)}`);
  return Number(found?.count);
}
