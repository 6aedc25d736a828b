import type { Queryable } from '@wdh/postgres';

/** A sequence that provides the values of a column if rows have none. */
export interface ColumnSequence {
  /** Qualified and quoted, for SQL. */
  readonly name: string;
  readonly canRead: boolean;
  readonly canAdvance: boolean;
}

const sequencesQuery = `
select distinct on (a.attnum) a.attname as column, format('%I.%I', n.nspname, s.relname) as name,
  has_sequence_privilege(s.oid, 'SELECT') as "canRead",
  has_sequence_privilege(s.oid, 'UPDATE') as "canAdvance"
from (select d.refobjsubid as attnum, d.objid as oid from pg_depend d
    where d.classid = 'pg_class'::regclass and d.refclassid = 'pg_class'::regclass
    and d.refobjid = $1::oid and d.deptype = 'i'
  union all
  select f.adnum, d.refobjid from pg_attrdef f join pg_depend d on d.objid = f.oid
    where d.classid = 'pg_attrdef'::regclass and d.refclassid = 'pg_class'::regclass
    and f.adrelid = $1::oid) as found
join pg_attribute a on a.attrelid = $1::oid and a.attnum = found.attnum
join pg_class s on s.oid = found.oid and s.relkind = 'S'
join pg_namespace n on n.oid = s.relnamespace
order by a.attnum`;

/** Reads the sequences of the defaults and identities of a table, by column name. */
export async function readColumnSequences(
  on: Queryable,
  tableOid: number,
): Promise<ReadonlyMap<string, ColumnSequence>> {
  const found = await on.query<ColumnSequence & { readonly column: string }>(sequencesQuery, [
    tableOid,
  ]);
  return new Map(found.map(({ column, ...sequence }) => [column, sequence]));
}
