import type { RejectedRow } from '@wdh/pipeline-core';
import type { WriteCounts } from '../write/table-writer.js';
import { conflictAction } from '../staging/merge-staging.js';
import { quoteIdentifier, quoteIdentifiers } from '../target/identifier.js';
import { quoteTableName } from '../target/table-name.js';
import { ledgerMismatch } from '../write/ledger-mismatch.js';
import type { RowSpool } from './row-spool.js';
import type { ScreenedMode, ScreenedModeOptions } from './screened-mode.js';
import { TextRange } from './text-range.js';
import { arraysOf, type TextRow } from './text-row.js';

/** What one statement counts. */
interface MergeCounts {
  readonly changed: number;
  readonly inserted: number;
}

/** What became of the rows of one range. */
interface MergedRange extends Omit<WriteCounts, 'superseded'> {
  readonly rejected: readonly RejectedRow[];
}

/**
 * Keeps the rows that fit the types of their columns until all are there, and merges the last row of
 * each key into the table. Of a repeated key the last row counts, also when the table refuses it.
 */
export async function upsertScreened(
  options: ScreenedModeOptions,
): Promise<ScreenedMode<TextRange>> {
  const { connection, target, given, isolation } = options;
  const table = quoteTableName(target.catalog);
  const keys = options.keys.map(({ column }) => column.name);
  const keyList = quoteIdentifiers(keys);
  const spool = await options.openSpool();
  const columns = options.columns.map(({ column }) => column.name);
  const isPartitioned = target.catalog.kind === 'p';
  const merge = `with merged as (
      insert into ${table} as t (${given.columns})
      select ${given.columns} from ${given.typed}
      on conflict (${keyList}) ${conflictAction(columns, keys, options.uncompared)}
      returning ${isPartitioned ? 'null::boolean' : 'xmax = 0'} as is_new)
    select count(*)::integer as changed, (count(*) filter (where is_new))::integer as inserted
    from merged`;
  const known = `select typed.wdh_position::text as position
    from ${given.typed} join ${table} as t using (${keyList})`;

  const positionsKnown = async (rows: readonly TextRow[]): Promise<ReadonlySet<number>> => {
    const found = await connection.query<{ readonly position: string }>(
      known,
      arraysOf(rows, columns.length),
    );
    return new Set(found.map(({ position }) => Number(position)));
  };

  const mergeRange = async (rows: readonly TextRow[]): Promise<MergedRange> => {
    // A partitioned table does not tell inserted rows from updated ones: they are counted before.
    const before = isPartitioned ? await positionsKnown(rows) : null;
    const { results, kept, rejected } = await isolation.run<MergeCounts>(merge, rows);
    // A trigger may drop rows, which would pass for unchanged: look whether they are there.
    if (target.catalog.hasTriggers) {
      const present = (await positionsKnown(kept)).size;
      if (present !== kept.length) throw ledgerMismatch(target.name, kept.length, present);
    }
    const counts = results.flat();
    const changed = counts.reduce((sum, count) => sum + count.changed, 0);
    const inserted =
      before === null
        ? counts.reduce((sum, count) => sum + count.inserted, 0)
        : kept.filter(({ position }) => !before.has(position)).length;
    return { rejected, inserted, updated: changed - inserted, unchanged: kept.length - changed };
  };

  return {
    begin: () => new TextRange(),
    take: async ({ textRows }) => {
      const { kept, rejected } = await isolation.run(given.check, textRows);
      await spool.put(kept);
      return rejected;
    },
    settle: () => Promise.resolve(),
    finish: async (refuse) => {
      // Without the lock, a key that another transaction adds in between would be counted wrongly.
      await connection.query(`lock table ${table} in share row exclusive mode`);
      const superseded = await findSuperseded(options, spool);
      const counts = { inserted: 0, updated: 0, unchanged: 0, superseded: superseded.size };
      for (let range = 0; range < spool.ranges; range++) {
        const rows = (await spool.get(range)).filter(({ position }) => !superseded.has(position));
        if (rows.length === 0) continue;
        const merged = await mergeRange(rows);
        counts.inserted += merged.inserted;
        counts.updated += merged.updated;
        counts.unchanged += merged.unchanged;
        await refuse(merged.rejected);
      }
      await spool.discard();
      return counts;
    },
  };
}

/**
 * Finds the rows whose key comes again. No row of the target is read, but its columns give the keys
 * their collation.
 */
async function findSuperseded(
  { connection, target, keys, columns }: ScreenedModeOptions,
  spool: RowSpool,
): Promise<ReadonlySet<number>> {
  const list = quoteIdentifiers(keys.map(({ column }) => column.name));
  const casts = keys.map((key) => {
    const { name, castName } = key.column;
    const element = `row -> 3 ->> ${columns.indexOf(key)}`;
    return `(('{' || (${element}) || '}')::text[])[1]::${castName} as ${quoteIdentifier(name)}`;
  });
  const found = await connection.query<{ readonly position: string }>(`
    select wdh_position::text as position from (
      select wdh_position, row_number() over (partition by ${list} order by wdh_position desc) as age
      from (
        select null::bigint as wdh_position, ${list} from ${quoteTableName(target.catalog)} where false
        union all
        select (row ->> 0)::bigint, ${casts.join(', ')}
        from ${spool.relation} cross join jsonb_array_elements(spool.rows) as element (row)
      ) as typed
    ) as aged where age > 1`);
  return new Set(found.map(({ position }) => Number(position)));
}
