import { type Queryable, showTableName, type TableName } from '@wdh/postgres';
import { quoteOwnRows, tableNotFound } from './table-catalog.js';

/** The table that an earlier run recorded as loaded; null if it recorded none. */
export interface LoadedTable {
  readonly executionId: string;
  readonly targetOid: number | null;
  readonly rowsLoaded: number | null;
}

/** Most blocks of 8 kB that are searched for rows, to keep the check fast. */
const blocksSeen = 1_024;

interface PresentTable {
  readonly oid: number;
  readonly kind: string;
  /** Whether its rows can be read without a wait and without an error. */
  readonly isReadable: boolean;
}

/** Reads the catalog only, so that it does not wait for locks. */
const presentQuery = `
with recursive parts as (
  select c.oid, c.relkind from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where n.nspname = $1::text and c.relname = $2::text
  union all
  select c.oid, c.relkind from parts join pg_inherits i on i.inhparent = parts.oid
  join pg_class c on c.oid = i.inhrelid where parts.relkind = 'p')
select c.oid::int8::float8 as oid, c.relkind::text as kind,
  has_schema_privilege(n.oid, 'USAGE') and has_table_privilege(c.oid, 'SELECT')
    and not row_security_active(c.oid)
    and not exists (select from parts where relkind not in ('r', 'p'))
    and not exists (select from pg_locks l where l.relation in (select oid from parts)
      and l.mode = 'AccessExclusiveLock'
      and l.database = (select oid from pg_database where datname = current_database()))
    as "isReadable"
from pg_class c join pg_namespace n on n.oid = c.relnamespace
where n.nspname = $1::text and c.relname = $2::text`;

/**
 * Checks that a table is still the one that an earlier run loaded: the same in the catalog, and not
 * empty if that run loaded rows.
 *
 * @returns a sentence about the change; null if nothing changed or it is not known.
 * @throws WdhError `TABLE_NOT_FOUND`.
 */
export async function findChangeOfTarget(
  on: Queryable,
  name: TableName,
  { executionId, targetOid, rowsLoaded }: LoadedTable,
): Promise<string | null> {
  const [table] = await on.query<PresentTable>(presentQuery, [name.schema, name.table]);
  if (table === undefined) throw await tableNotFound(on, name);
  const shown = showTableName(name);
  const isEmpty = table.isReadable && rowsLoaded !== 0 && (await isWithoutRows(on, name, table));
  if (targetOid !== null && targetOid !== table.oid) {
    const state = isEmpty ? ' and has no rows' : '';
    return `Table ${shown} is not the one that run ${executionId} loaded${state}: it was dropped and created again, or restored from a backup.`;
  }
  if (!isEmpty) return null;
  const loaded = rowsLoaded === null ? 'rows' : `${rowsLoaded} rows`;
  return `Table ${shown} has no rows, and run ${executionId} loaded ${loaded}: they were deleted or truncated.`;
}

async function isWithoutRows(
  on: Queryable,
  name: TableName,
  { oid, kind }: PresentTable,
): Promise<boolean> {
  const rows = quoteOwnRows({ ...name, kind });
  const [found] = await on.query<{ readonly isEmpty: boolean }>(
    `select not exists (select from ${rows} where ctid < '(${blocksSeen},0)'::tid)
       and coalesce((select max(pg_relation_size(part.oid)) from (
         select $1::float8::int8::oid as oid
         union select relid from pg_partition_tree($1::float8::int8::oid)) as part), 0)
         <= ${blocksSeen} * current_setting('block_size')::bigint as "isEmpty"`,
    [oid],
  );
  return found?.isEmpty === true;
}
