import type { Queryable } from '@wdh/postgres';

/** One part of the key of an index. */
export interface IndexPart {
  /** Its SQL, in terms of the plain column names, with its collation. */
  readonly sql: string;
  /** What `ON CONFLICT` infers it from, for SQL. */
  readonly inferred: string;
  /** Its equality operator, for SQL. */
  readonly equality: string;
  /** Whether GROUP BY and DISTINCT take the same values as equal. */
  readonly isGrouped: boolean;
}

/** What an index reads, besides its plain columns. */
export interface IndexInputs {
  /** The columns in its expressions. */
  readonly inExpressions: readonly string[];
  /** The columns in its condition. */
  readonly inPredicate: readonly string[];
  /** The defaults of all columns of the table or of their domains, for SQL. */
  readonly defaults: Readonly<Record<string, string>>;
}

/** The details of a partial index, or of one with expressions. */
export interface IndexDetails extends IndexInputs {
  readonly parts: readonly IndexPart[];
}

const columnsIn = (tree: string): string => `coalesce((select json_agg(distinct a.attname)
    from regexp_matches(${tree}::text, ':varattno (\\d+)', 'g') as found (groups)
    join pg_attribute a on a.attrelid = i.indrelid and a.attnum = found.groups[1]::int), '[]')`;

/** B-tree. */
const method = 403;

const detailsQuery = `
select ic.relname as name, ${columnsIn('i.indexprs')} as "inExpressions",
  ${columnsIn('i.indpred')} as "inPredicate",
  coalesce((select json_object_agg(a.attname,
      coalesce(pg_get_expr(d.adbin, d.adrelid), pg_get_expr(own.typdefaultbin, 0)))
    from pg_attribute a join pg_type own on own.oid = a.atttypid
    left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
    where a.attrelid = i.indrelid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    and coalesce(d.adbin, own.typdefaultbin) is not null), '{}') as defaults,
  (select json_agg(json_build_object(
      'sql', format('(%s)%s', part.sql, part.collated),
      'inferred', format('(%s)%s %I.%I', part.sql, part.collated, ks.nspname, k.opcname),
      'equality', format('operator(%I.%s)', os.nspname, o.oprname),
      'isGrouped', exists (select from pg_opclass usual join pg_amop um on um.amopfamily = usual.opcfamily
        where usual.opcmethod = ${method} and usual.opcdefault and usual.opcintype = k.opcintype
        and um.amopopr = m.amopopr)) order by part.number)
    from (select number, pg_get_indexdef(i.indexrelid, number, false) as sql, class,
        coalesce((select format(' collate %I.%I', cs.nspname, c.collname)
          from pg_collation c join pg_namespace cs on cs.oid = c.collnamespace
          where c.oid = collated_by), '') as collated
      from unnest((i.indclass::oid[])[0:i.indnkeyatts - 1], (i.indcollation::oid[])[0:i.indnkeyatts - 1])
        with ordinality as key (class, collated_by, place)
      cross join lateral (select place::int as number) as numbered) as part
    join pg_opclass k on k.oid = part.class join pg_namespace ks on ks.oid = k.opcnamespace
    join pg_amop m on m.amopfamily = k.opcfamily and m.amoplefttype = k.opcintype
      and m.amoprighttype = k.opcintype and m.amopstrategy = 3 and m.amoppurpose = 's'
    join pg_operator o on o.oid = m.amopopr
    join pg_namespace os on os.oid = o.oprnamespace) as parts
from pg_index i join pg_class ic on ic.oid = i.indexrelid
where i.indrelid = $1::oid and i.indisunique and (i.indexprs is not null or i.indpred is not null)`;

/** Reads the details of the unique indexes that are partial or have expressions, by their names. */
export async function readIndexDetails(
  on: Queryable,
  tableOid: number,
): Promise<ReadonlyMap<string, IndexDetails>> {
  const found = await on.query<IndexDetails & { readonly name: string }>(detailsQuery, [tableOid]);
  return new Map(found.map(({ name, ...details }) => [name, details]));
}
