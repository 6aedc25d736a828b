/** The statement of `\dt`: tables and views of the user. */
export const listTables = `select n.nspname as schema, c.relname as name,
  case c.relkind when 'r' then 'table' when 'p' then 'partitioned table' when 'v' then 'view'
    when 'm' then 'materialized view' else 'foreign table' end as kind,
  pg_catalog.pg_size_pretty(pg_catalog.pg_total_relation_size(c.oid)) as size
from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
where c.relkind in ('r', 'p', 'v', 'm', 'f') and n.nspname <> 'information_schema'
  and n.nspname !~ '^pg_'
order by 1, 2`;

/** Quotes a text for SQL; standard_conforming_strings is on in every session. */
function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** The statements of `\d NAME`: its columns, its indexes and constraints; an error if it does not exist. */
export function describeTable(name: string): readonly string[] {
  // As a cast of text: the error has no place, which would be one in these statements.
  const table = `(text ${literal(name)})::pg_catalog.regclass`;
  return [
    `select a.attname as column, pg_catalog.format_type(a.atttypid, a.atttypmod) as type,
  case when a.attnotnull then 'not null' else 'null' end as nullable,
  coalesce(pg_catalog.pg_get_expr(d.adbin, d.adrelid), '') as "default"
from pg_catalog.pg_attribute a
  left join pg_catalog.pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
where a.attrelid = ${table} and a.attnum > 0 and not a.attisdropped
order by a.attnum`,
    `select 'index' as kind, pg_catalog.pg_get_indexdef(indexrelid) as definition
from pg_catalog.pg_index where indrelid = ${table}
union all
select 'constraint', pg_catalog.quote_ident(conname) || ' ' || pg_catalog.pg_get_constraintdef(oid)
from pg_catalog.pg_constraint where conrelid = ${table} and contype in ('c', 'f')
order by 1 desc, 2`,
  ];
}
