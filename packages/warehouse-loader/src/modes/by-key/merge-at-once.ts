import { type Queryable, quoteIdentifier, quoteIdentifiers, quoteTableName } from '@wdh/postgres';
import { overriding } from '../../catalog/columns/identity-columns.js';
import { keyCollation } from '../../catalog/keys/byte-order.js';
import { haveSameKeys, type RowKey } from '../../catalog/keys/row-key.js';
import { quoteOwnRows } from '../../catalog/table-catalog.js';
import type { Target } from '../../catalog/target.js';
import { ledgerMismatch } from '../../copy/ledger-mismatch.js';
import type { StagedTable } from '../../copy/staging-table.js';
import type { WriteCounts } from '../../copy/table-writer.js';
import type { StagedRows } from '../../rejection/merge.js';
import { type ConflictAction, isNewRow } from './conflict-action.js';
import { matchRows } from './key-rows.js';
import type { KeySite } from './key-site.js';
import { mayHaveChangedRows } from './own-changes.js';
import { restartTriedUpdates, triedUpdates } from './tried-updates.js';

/** The counts of {@link mergeKeys}. */
interface MergeCounts {
  /** Distinct keys of the staging table. */
  readonly keys: number;
  readonly inserted: number;
  readonly updated: number;
  /** Attempted updates; 0 if nothing could suppress one. */
  readonly tried: number;
  /** Keys that were neither inserted nor there before; null where it is not known. */
  readonly unexplained: number | null;
}

/** Merges the last staged row of each key into the table. */
export async function mergeAtOnce(
  on: Queryable,
  site: KeySite,
  action: ConflictAction,
  staging: StagedTable,
  staged: StagedRows,
): Promise<WriteCounts> {
  const { target, key } = site;
  const merged = await mergeKeys(on, site, action, staging, staged);
  // A trigger may drop rows or updates, which would be counted as unchanged: count the rows in the
  // table.
  if (target.catalog.hasTriggers) {
    const withheld = Math.max(merged.tried - merged.updated, 0);
    const found = (await countPresent(on, target, key, staging, staged)) - withheld;
    // A row that was there before may have been deleted by another session since.
    const isExplained =
      found === merged.keys ||
      (merged.unexplained === 0 && !(await mayHaveChangedRows(on, target.catalog)));
    if (!isExplained) throw ledgerMismatch(target.name, merged.keys, found);
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
  { target, key, ...site }: KeySite,
  action: ConflictAction,
  staging: StagedTable,
  staged: StagedRows,
): Promise<MergeCounts> {
  const { catalog } = target;
  const table = quoteTableName(catalog);
  const keys = key.columns.map(({ column }) => column.name);
  const columns = site.columns.map(({ column }) => column.name);
  const isNew = isNewRow(catalog, action);
  let existing: number | null = null;
  if (isNew === null) {
    // Without the lock, a key that another transaction adds in between would be counted wrongly.
    await on.query(`lock table ${table} in share row exclusive mode`);
    existing = await countExisting(on, target, key, staging, staged);
  }
  const list = quoteIdentifiers(columns);
  const keyList = key.columns
    .map(({ column }) => `${quoteIdentifier(column.name)}${keyCollation(column)}`)
    .join(', ');
  const latest = staged.areKeysUnique
    ? `select ${list} from ${staging.name} as staged`
    : `select distinct on (${keyList}) ${list}
      from ${staging.name} as staged order by ${keyList}, ${staging.numbers[0] ?? ''} desc`;
  const keyCount = staged.areKeysUnique ? staged.count : '(select pg_catalog.count(*) from latest)';
  const isTraced = catalog.hasTriggers && !action.updatesRows && key.isPlain;
  const returned = isTraced ? keys.map((name) => `t.${quoteIdentifier(name)}`).join(', ') : null;
  const isLike = (other: string): string => haveSameKeys('latest', other, key);
  const unexplained = `(select pg_catalog.count(*) from latest
    where not exists (select from merged where ${isLike('merged')})
    and not exists (select from ${quoteOwnRows(catalog)} as t where ${isLike('t')}))`;
  if (catalog.hasTriggers) await on.query(restartTriedUpdates);
  const [counts] = await on.query<
    Record<'keys' | 'inserted' | 'changed' | 'tried', string> & Record<'unexplained', string | null>
  >(`
    with latest as (${latest}), merged as (
      insert into ${table} as t (${list}) ${overriding(catalog, columns)}
      select ${list} from latest
      on conflict ${key.conflict} ${action.sql}
      returning ${returned ?? `${isNew ?? 'null::boolean'} as is_new`}
    )
    select ${keyCount} as keys, pg_catalog.count(*) as changed,
      pg_catalog.count(*) filter (where ${isTraced ? 'true' : 'is_new'}) as inserted,
      ${triedUpdates} as tried, ${isTraced ? unexplained : 'null'} as unexplained
    from merged`);
  const distinct = Number(counts?.keys);
  const inserted = existing === null ? Number(counts?.inserted) : distinct - existing;
  const updated = Number(counts?.changed) - inserted;
  return {
    keys: distinct,
    inserted,
    updated,
    tried: Number(counts?.tried),
    unexplained: isTraced ? Number(counts?.unexplained) : null,
  };
}

/** Counts the keys of the staging table that exist in the target. */
async function countExisting(
  on: Queryable,
  target: Target,
  key: RowKey,
  staging: StagedTable,
  { columns }: StagedRows,
): Promise<number> {
  const rows = matchRows(key, target, `${staging.name} as staged`, columns);
  const [found] = await on.query<{ count: string }>(`
    select pg_catalog.count(*)
    from (select distinct ${rows.keys} from ${rows.staged} where ${rows.isKeyed}) as staged
    join ${rows.existing} on ${rows.isSame}`);
  return Number(found?.count);
}

/** Counts the rows whose key exists in the target, and those that have no key. */
async function countPresent(
  on: Queryable,
  target: Target,
  key: RowKey,
  staging: StagedTable,
  staged: StagedRows,
): Promise<number> {
  const existing = await countExisting(on, target, key, staging, staged);
  if (key.isPlain) return existing;
  const rows = matchRows(key, target, `${staging.name} as staged`, staged.columns);
  const [found] = await on.query<{ count: string }>(
    `select pg_catalog.count(*) from ${rows.staged} where not ${rows.isKeyed}`,
  );
  return existing + Number(found?.count);
}
