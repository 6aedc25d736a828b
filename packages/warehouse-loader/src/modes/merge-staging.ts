import { type Queryable, quoteIdentifiers, quoteTableName } from '@wdh/postgres';
import { overriding } from '../catalog/columns/identity-columns.js';
import { quoteOwnRows } from '../catalog/table-catalog.js';
import type { Target } from '../catalog/target.js';
import type { StagingTable } from '../copy/staging-table.js';
import type { StagedRows } from './bring-in.js';
import { conflictAction } from './conflict-action.js';
import { haveSameKeys } from './same-keys.js';
import { triedUpdates } from './tried-updates.js';

/** What {@link mergeStaging} counts. */
export interface MergeCounts {
  /** Distinct keys of the staging table. */
  readonly keys: number;
  readonly inserted: number;
  readonly updated: number;
  /** Updates that were tried; 0 where nothing could withhold one. */
  readonly tried: number;
}

/** What is merged, and how. */
export interface MergeOptions {
  readonly columns: readonly string[];
  readonly keys: readonly string[];
  /** Columns in which a row may differ and still count as unchanged. */
  readonly uncompared: readonly string[];
  readonly staged: StagedRows;
}

/**
 * Inserts the last row of each key into the target, or updates the row that has the key and differs.
 *
 * It goes by the order of the keys, so that concurrent merges wait for one another and never in a
 * circle. Where keys ascend, none comes twice, and the staging table has them in this order.
 */
export async function mergeStaging(
  on: Queryable,
  target: Target,
  staging: StagingTable,
  { columns, keys, uncompared, staged }: MergeOptions,
): Promise<MergeCounts> {
  const table = quoteTableName(target.catalog);
  const isPartitioned = target.catalog.kind === 'p';
  let existing: number | null = null;
  if (isPartitioned) {
    // It does not tell inserted rows from updated ones, so that these are counted before; without
    // the lock, a key that another transaction adds in between would be counted wrongly.
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
      insert into ${table} as t (${list}) ${overriding(target.catalog, columns)}
      select ${list} from latest
      on conflict (${keyList}) ${conflictAction(target.catalog, columns, keys, uncompared)}
      returning ${isPartitioned ? 'null::boolean' : 'xmax operator(pg_catalog.=) 0'} as is_new
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

/** Counts the keys of the staging table that the target has. */
export async function countExisting(
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
