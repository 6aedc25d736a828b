import type { RejectedRow } from '@wdh/pipeline-core';
import { quoteTableName } from '@wdh/postgres';
import { overriding } from '../../catalog/columns/identity-columns.js';
import { quoteOwnRows } from '../../catalog/table-catalog.js';
import { ledgerMismatch } from '../../copy/ledger-mismatch.js';
import { nothingWritten, type WriteCounts } from '../../copy/table-writer.js';
import type { RangeWork } from '../../rejection/merge.js';
import type { StagedRow } from '../../rejection/staged/staged-reader.js';
import { type ConflictAction, isNewRow } from './conflict-action.js';
import { matchRows } from './key-rows.js';
import type { KeySite } from './key-site.js';
import { mayHaveChangedRows } from './own-changes.js';
import { restartTriedUpdates, triedUpdates } from './tried-updates.js';

/** The counts of one statement. */
interface MergeCounts {
  readonly changed: number;
  readonly inserted: number;
  /** Attempted updates so far, including those of earlier ranges. */
  readonly tried: string;
}

/** The outcome of the rows of one range. */
interface MergedRange extends Omit<WriteCounts, 'superseded' | 'deleted'> {
  readonly rejected: readonly RejectedRow[];
}

/** Merges the last row of each key range by range, and rejects those that are refused. */
export async function mergeInRanges(
  site: KeySite,
  action: ConflictAction,
  work: RangeWork,
): Promise<WriteCounts> {
  const { connection, target } = site;
  const { ranges, refuse } = work;
  if (action.updatesRows) {
    // Without the lock, a key that another transaction adds in between would be counted wrongly.
    const ownRows = quoteOwnRows(target.catalog);
    await connection.query(`lock table ${ownRows} in share row exclusive mode`);
  }
  if (target.catalog.hasTriggers) await connection.query(restartTriedUpdates);
  const mergeRange = rangeMerger(site, action, work);
  const superseded = await ranges.superseded();
  const counts = { ...nothingWritten, superseded: superseded.size };
  for (let range = 0; range < ranges.count; range++) {
    const rows = (await ranges.get(range)).filter(({ position }) => !superseded.has(position));
    if (rows.length === 0) continue;
    const merged = await mergeRange(rows);
    counts.inserted += merged.inserted;
    counts.updated += merged.updated;
    counts.unchanged += merged.unchanged;
    await refuse(merged.rejected);
  }
  return counts;
}

function rangeMerger(
  { connection, target, key, ...site }: KeySite,
  action: ConflictAction,
  { reader, isolation, source }: RangeWork,
): (rows: readonly StagedRow[]) => Promise<MergedRange> {
  const { catalog } = target;
  const columns = site.columns.map(({ column }) => column.name);
  const isNew = isNewRow(catalog, action);
  const merge = `with merged as (
      insert into ${quoteTableName(catalog)} as t (${reader.columns}) ${overriding(catalog, columns)}
      select ${reader.columns} from ${source}
      on conflict ${key.conflict} ${action.sql}
      returning ${isNew ?? 'null::boolean'} as is_new)
    select pg_catalog.count(*)::integer as changed,
      (pg_catalog.count(*) filter (where is_new))::integer as inserted,
      ${triedUpdates}::pg_catalog.text as tried
    from merged`;
  const typed = reader.typed('true', 'staged');
  const match = matchRows(key, target, typed, [reader.position, ...columns]);
  const known = `select staged.${reader.position}::pg_catalog.text as position
    from ${match.staged} join ${match.existing} on ${match.isSame}`;
  const unkeyed = `select staged.${reader.position}::pg_catalog.text as position
    from ${match.staged} where not ${match.isKeyed}`;

  const positionsOf = async (
    query: string,
    rows: readonly StagedRow[],
  ): Promise<ReadonlySet<number>> => {
    const found = await connection.query<{ readonly position: string }>(
      query,
      reader.parametersOf(rows),
    );
    return new Set(found.map(({ position }) => Number(position)));
  };
  const positionsKnown = (rows: readonly StagedRow[]): Promise<ReadonlySet<number>> =>
    positionsOf(known, rows);

  let updatedSoFar = 0;
  return async (rows) => {
    // If the server does not distinguish new rows from updated ones, existing keys are counted
    // before. So are those of rows that are not locked: another session may delete them.
    const isLocked = action.updatesRows;
    const isRead = isNew === null || (catalog.hasTriggers && !isLocked);
    const before = isRead ? await positionsKnown(rows) : null;
    const { results, kept, rejected } = await isolation.run<MergeCounts>(merge, rows);
    const counts = results.flat();
    const changed = counts.reduce((sum, count) => sum + count.changed, 0);
    const inserted =
      isNew !== null || before === null
        ? counts.reduce((sum, count) => sum + count.inserted, 0)
        : kept.filter(({ position }) => !before.has(position)).length;
    const updated = changed - inserted;
    updatedSoFar += updated;
    // A trigger may drop rows or updates, which would be counted as unchanged: count the rows in the
    // table.
    if (catalog.hasTriggers) {
      const withheld = Number(counts.at(-1)?.tried ?? updatedSoFar) - updatedSoFar;
      const withoutKey = key.isPlain ? [] : await positionsOf(unkeyed, kept);
      const found = new Set([...(await positionsKnown(kept)), ...withoutKey]);
      const present = found.size - Math.max(withheld, 0);
      const isExplained =
        present === kept.length ||
        (!isLocked &&
          kept.every(({ position }) => found.has(position) || before?.has(position) === true) &&
          !(await mayHaveChangedRows(connection, catalog)));
      if (!isExplained) throw ledgerMismatch(target.name, kept.length, present);
    }
    return { rejected, inserted, updated, unchanged: kept.length - changed };
  };
}
