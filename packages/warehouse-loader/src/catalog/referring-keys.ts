import { WdhError } from '@wdh/pipeline-core';
import { type Queryable, takeOwnPath, takeUserPath } from '@wdh/postgres';
import type { Target } from './target.js';

/** A foreign key of another table that prevents the deletion of rows. */
interface ReferringKey {
  /** For messages, such as `lines_order_fkey on lines`. */
  readonly name: string;
  /** Qualified, for SQL. */
  readonly constraint: string;
  /** Whether `SET CONSTRAINTS` can defer it to COMMIT. */
  readonly canWait: boolean;
  /** Whether it is initially deferred. */
  readonly isWaiting: boolean;
  /** A query that finds a row that refers to the table; null if the role may not read it. */
  readonly referring: string | null;
}

/**
 * `SET CONSTRAINTS` affects all constraints with a name, and fails if one of them is not deferrable.
 *
 * If the table is a partition, rows may refer to other partitions by a key of the partitioned table.
 * Rows of a key that was not validated may refer to nothing.
 */
const referringKeysQuery = `
with parts as (select $1::oid as oid union select relid from pg_partition_tree($1::oid))
select format('%s on %s%I', f.conname,
    case when n.nspname <> 'public' then quote_ident(n.nspname) || '.' end, c.relname) as name,
  format('%I.%I', n.nspname, f.conname) as constraint,
  f.confdeltype = 'a' and f.condeferrable and not exists (select from pg_constraint namesake
    where namesake.conname = f.conname and namesake.connamespace = f.connamespace
    and not namesake.condeferrable) as "canWait",
  f.confdeltype = 'a' and f.condeferred as "isWaiting",
  case when f.conparentid = 0 and f.convalidated and has_schema_privilege(n.oid, 'USAGE')
      and referring.is_readable
    then format('select from %s%I.%I where %s limit 1', case c.relkind when 'p' then '' else 'only ' end,
      n.nspname, c.relname, referring.condition) end as referring
from pg_constraint f
join pg_class c on c.oid = f.conrelid
join pg_namespace n on n.oid = c.relnamespace
left join pg_constraint parent on parent.oid = f.conparentid
cross join lateral (
  select string_agg(format('%I is not null', a.attname), ' and ') as condition,
    bool_and(has_column_privilege(a.attrelid, a.attnum, 'SELECT')) as is_readable
  from pg_attribute a where a.attrelid = f.conrelid and a.attnum = any(f.conkey)) as referring
where f.contype = 'f' and f.confdeltype in ('a', 'r')
and f.confrelid in (select oid from parts) and f.conrelid not in (select oid from parts)
and (parent.confrelid in (select oid from parts)) is not true`;

/**
 * Refuses to replace the rows of a table while rows of other tables refer to them, because the
 * server checks that when the old rows are deleted, before the new ones are inserted. Deferrable
 * foreign keys are allowed; see {@link letReferringKeysWait}.
 *
 * @throws WdhError `REPLACE_IS_REFERENCED`.
 */
export async function refuseReferenced(on: Queryable, { name, catalog }: Target): Promise<void> {
  for (const key of await readReferringKeys(on, catalog.oid)) {
    if (key.canWait || key.isWaiting || key.referring === null) continue;
    const { count } = await on.query(key.referring);
    if (count === 0) continue;
    throw new WdhError(
      `The rows of ${name} cannot be replaced while rows of another table refer to them, by ${key.name}. Upsert instead, or make that constraint NO ACTION DEFERRABLE.`,
      { code: 'REPLACE_IS_REFERENCED', category: 'schema' },
    );
  }
}

/**
 * Defers the foreign keys that refer to a table to COMMIT, if they are deferrable. Leaves the search
 * path of the user set.
 */
export async function letReferringKeysWait(on: Queryable, tableOid: number): Promise<void> {
  await on.query(takeOwnPath);
  const keys = await readReferringKeys(on, tableOid);
  await on.query(takeUserPath);
  const waiting = keys.filter(({ canWait }) => canWait).map(({ constraint }) => constraint);
  if (waiting.length > 0) await on.query(`set constraints ${waiting.join(', ')} deferred`);
}

function readReferringKeys(on: Queryable, tableOid: number): Promise<readonly ReferringKey[]> {
  return on.query<ReferringKey>(referringKeysQuery, [tableOid]);
}
