import type { Logger } from '@wdh/pipeline-core';
import { type DedicatedConnection, takeOwnPath, takeUserPath } from '@wdh/postgres';
import { auditTableNames } from '@wdh/runs';
import type { Target } from '../../catalog/target.js';
import type { WriteCounts } from '../../copy/table-writer.js';
import type { TriggerWrites } from '../../results/trigger-writes.js';

interface FoundWrites extends Omit<TriggerWrites, 'table'> {
  /** Null for the target. */
  readonly table: string | null;
}

/** The writes of this transaction so far, including those that were rolled back to savepoints. */
const writesQuery = `
with parts as (select $1::float8::int8::oid as oid
  union select relid from pg_partition_tree($1::float8::int8::oid))
select case when s.relid not in (select oid from parts)
    then format('%I.%I', s.schemaname, s.relname) end as table,
  sum(s.n_tup_ins)::float8 as inserted, sum(s.n_tup_upd)::float8 as updated,
  sum(s.n_tup_del)::float8 as deleted
from pg_stat_xact_user_tables s join pg_class c on c.oid = s.relid
where s.n_tup_ins + s.n_tup_upd + s.n_tup_del > 0 and c.relpersistence <> 't'
and not (s.schemaname = 'public' and s.relname = any($2::text[]))
group by 1 order by 1`;

/**
 * Counts the rows that triggers and rules wrote in addition to those of the load, and logs a warning
 * if they wrote to the target, because these rows are not in the counts of the load.
 *
 * If rows were refused, the count for the target is not known, because the server also counts writes
 * that were rolled back. If `track_counts` is off, no count is known.
 */
export async function readTriggerWrites(
  on: DedicatedConnection,
  { name, catalog }: Target,
  counts: WriteCounts,
  hasRefusals: boolean,
  logger: Logger,
): Promise<readonly TriggerWrites[]> {
  if (!catalog.hasTriggers) return [];
  await on.query(takeOwnPath);
  const found = await on.query<FoundWrites>(writesQuery, [
    catalog.oid,
    `{${auditTableNames.join(',')}}`,
  ]);
  await on.query(takeUserPath);
  const writes = found.flatMap((written): TriggerWrites[] => {
    if (written.table !== null) return [{ ...written, table: written.table }];
    const besides = {
      table: name,
      inserted: Math.max(written.inserted - counts.inserted, 0),
      updated: Math.max(written.updated - counts.updated, 0),
      deleted: Math.max(written.deleted - counts.deleted, 0),
    };
    const { inserted, updated, deleted } = besides;
    return hasRefusals || inserted + updated + deleted === 0 ? [] : [besides];
  });
  if (writes.length === 0) return writes;
  const isOfTarget = writes.some(({ table }) => table === name);
  logger[isOfTarget ? 'warn' : 'info']('database.load.trigger_writes', { table: name, writes });
  return writes;
}
