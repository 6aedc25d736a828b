import type postgres from 'postgres';

/** Everything that the catalog says of schema public, as one text to compare. */
export async function readCatalog(sql: postgres.Sql): Promise<string> {
  const columns = await sql`
    select c.relname, c.relkind::text, a.attname, format_type(a.atttypid, a.atttypmod) as type,
      a.attnotnull, a.attidentity, a.attgenerated, pg_get_expr(d.adbin, d.adrelid) as default
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0
    left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
    where c.relnamespace = 'public'::regnamespace and not a.attisdropped
    order by c.relname, a.attnum`;
  const constraints = await sql`
    select conname, conrelid::regclass::text as table, pg_get_constraintdef(oid) as definition
    from pg_constraint where connamespace = 'public'::regnamespace order by conname`;
  const indexes = await sql`
    select indexname, indexdef from pg_indexes where schemaname = 'public' order by indexname`;
  return JSON.stringify({ columns, constraints, indexes }, null, 1);
}
