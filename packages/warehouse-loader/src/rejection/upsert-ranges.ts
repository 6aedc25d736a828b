import type { RejectedRow } from '@wdh/pipeline-core';
import { quoteIdentifiers, quoteTableName } from '@wdh/postgres';
import { overriding } from '../catalog/columns/identity-columns.js';
import { quoteOwnRows } from '../catalog/table-catalog.js';
import { ledgerMismatch } from '../copy/ledger-mismatch.js';
import { nothingWritten, type WriteCounts } from '../copy/table-writer.js';
import { conflictAction } from '../modes/conflict-action.js';
import { haveSameKeys } from '../modes/same-keys.js';
import { triedUpdates } from '../modes/tried-updates.js';
import type { ScreenedModeOptions } from './screened-mode.js';
import type { RowIsolation } from './staged/row-isolation.js';
import type { BringInRanges } from './staged/staged-ranges.js';
import type { StagedReader, StagedRow } from './staged/staged-reader.js';

/** What one statement counts. */
interface MergeCounts {
  readonly changed: number;
  readonly inserted: number;
  /** Updates that were tried so far, those of statements before included. */
  readonly tried: string;
}

/** What became of the rows of one range. */
interface MergedRange extends Omit<WriteCounts, 'superseded' | 'deleted'> {
  readonly rejected: readonly RejectedRow[];
}

/**
 * Merges the last row of each key into the table. Of a repeated key the last row counts, also when
 * the table refuses it.
 */
export function upsertRanges(
  options: ScreenedModeOptions,
  reader: StagedReader,
  isolation: RowIsolation,
): BringInRanges {
  const { connection, target, statements } = options;
  const table = quoteTableName(target.catalog);
  const ownRows = quoteOwnRows(target.catalog);
  const keys = options.keys.map(({ column }) => column.name);
  const keyList = quoteIdentifiers(keys);
  const columns = options.columns.map(({ column }) => column.name);
  const isPartitioned = target.catalog.kind === 'p';
  const merge = `with merged as (
      insert into ${table} as t (${reader.columns}) ${overriding(target.catalog, columns)}
      select ${reader.columns} from ${reader.typed(statements.mark)}
      on conflict (${keyList}) ${conflictAction(target.catalog, columns, keys, options.uncompared)}
      returning ${isPartitioned ? 'null::boolean' : 'xmax operator(pg_catalog.=) 0'} as is_new)
    select pg_catalog.count(*)::integer as changed,
      (pg_catalog.count(*) filter (where is_new))::integer as inserted,
      ${triedUpdates}::pg_catalog.text as tried
    from merged`;
  const known = `select typed.${reader.position}::pg_catalog.text as position
    from ${reader.typed('true')} join ${ownRows} as t on ${haveSameKeys('typed', 't', target.catalog, keys)}`;

  const positionsKnown = async (rows: readonly StagedRow[]): Promise<ReadonlySet<number>> => {
    const found = await connection.query<{ readonly position: string }>(
      known,
      reader.parametersOf(rows),
    );
    return new Set(found.map(({ position }) => Number(position)));
  };

  let updatedSoFar = 0;
  const mergeRange = async (rows: readonly StagedRow[]): Promise<MergedRange> => {
    // A partitioned table does not tell inserted rows from updated ones: they are counted before.
    const before = isPartitioned ? await positionsKnown(rows) : null;
    const { results, kept, rejected } = await isolation.run<MergeCounts>(merge, rows);
    const counts = results.flat();
    const changed = counts.reduce((sum, count) => sum + count.changed, 0);
    const inserted =
      before === null
        ? counts.reduce((sum, count) => sum + count.inserted, 0)
        : kept.filter(({ position }) => !before.has(position)).length;
    const updated = changed - inserted;
    updatedSoFar += updated;
    // A trigger may drop rows or updates, which would pass for unchanged: look what is there.
    if (target.catalog.hasTriggers) {
      const withheld = Number(counts.at(-1)?.tried ?? updatedSoFar) - updatedSoFar;
      const present = (await positionsKnown(kept)).size - Math.max(withheld, 0);
      if (present !== kept.length) throw ledgerMismatch(target.name, kept.length, present);
    }
    return { rejected, inserted, updated, unchanged: kept.length - changed };
  };

  return async (staged, refuse) => {
    // Without the lock, a key that another transaction adds in between would be counted wrongly.
    await connection.query(`lock table ${ownRows} in share row exclusive mode`);
    const superseded = await staged.superseded();
    const counts = { ...nothingWritten, superseded: superseded.size };
    for (let range = 0; range < staged.count; range++) {
      const rows = (await staged.get(range)).filter(({ position }) => !superseded.has(position));
      if (rows.length === 0) continue;
      const merged = await mergeRange(rows);
      counts.inserted += merged.inserted;
      counts.updated += merged.updated;
      counts.unchanged += merged.unchanged;
      await refuse(merged.rejected);
    }
    return counts;
  };
}
