import type { Queryable } from '@wdh/postgres';

const equalitiesQuery = `
select a.attname as column, min(format('operator(%I.%s)', s.nspname, o.oprname)) as operator
from pg_index i
cross join unnest(i.indkey::int2[], i.indclass::oid[]) as key (attnum, class)
join pg_attribute a on a.attrelid = i.indrelid and a.attnum = key.attnum
join pg_opclass k on k.oid = key.class
join pg_amop m on m.amopfamily = k.opcfamily and m.amoplefttype = k.opcintype
  and m.amoprighttype = k.opcintype and m.amopstrategy = 3 and m.amoppurpose = 's'
join pg_operator o on o.oid = m.amopopr
join pg_namespace s on s.oid = o.oprnamespace
where i.indrelid = $1::oid and i.indisunique
group by a.attname`;

/** Reads the equality operators of the unique indexes of a table, by column name. */
export async function readEqualities(
  on: Queryable,
  tableOid: number,
): Promise<ReadonlyMap<string, string>> {
  const found = await on.query<{ readonly column: string; readonly operator: string }>(
    equalitiesQuery,
    [tableOid],
  );
  return new Map(found.map(({ column, operator }) => [column, operator]));
}
