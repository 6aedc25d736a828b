import type { Queryable } from '@wdh/postgres';

/**
 * Foreign keys may refer to a table or to a partition of it. Those that the server creates for the
 * partitions on either side have the declared one as their parent.
 */
const cascadesQuery = `
with parts as (select $1::oid as oid union select relid from pg_partition_tree($1::oid))
select format('%s on %s%I', f.conname,
    case when n.nspname <> 'public' then quote_ident(n.nspname) || '.' end, c.relname) as name
from pg_constraint f join pg_class c on c.oid = f.conrelid
join pg_namespace n on n.oid = c.relnamespace
left join pg_constraint parent on parent.oid = f.conparentid
where f.contype = 'f' and f.confdeltype in ('c', 'n', 'd')
and f.confrelid in (select oid from parts) and f.conrelid not in (select oid from parts)
and (parent.confrelid in (select oid from parts)) is not true`;

/**
 * Reads the foreign keys of other tables that would delete or change their rows along with those of
 * a table or its partitions.
 */
export async function readCascades(on: Queryable, tableOid: number): Promise<readonly string[]> {
  const found = await on.query<{ readonly name: string }>(cascadesQuery, [tableOid]);
  return found.map(({ name }) => name);
}
