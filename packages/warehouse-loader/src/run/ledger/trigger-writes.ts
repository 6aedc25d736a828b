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

/** What this transaction did to tables so far, savepoints that were rolled back included. */
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
 * Counts what triggers and rules wrote besides the rows of the load, and warns where they wrote to the
 * target: these rows are in no count of the load.
 *
 * Where rows were refused, nothing is known of the target: the server counts what it undid as well. Nor
 * is anything where `track_counts` is off.
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
