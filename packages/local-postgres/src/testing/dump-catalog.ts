import type postgres from 'postgres';

/** Everything that the catalog says of the objects in schemas of users, one object a line. */
export async function dumpCatalog(sql: postgres.Sql): Promise<string> {
  const rows = await sql<{ line: string }[]>`
    with names as (
      select oid, nspname from pg_namespace where nspname !~ '^pg_' and nspname <> 'information_schema'
    ), lines as (
      select concat_ws(' ', 'schema', nspname, nspowner::regrole, nspacl::text) as line
      from pg_namespace where oid in (select oid from names)
      union all
      select concat_ws(' ', 'relation', c.oid::regclass, relkind, relpersistence,
        relowner::regrole, relacl::text, relrowsecurity, reloptions::text,
        'comment', obj_description(c.oid, 'pg_class'),
        case when relkind in ('v', 'm') then md5(pg_get_viewdef(c.oid)) end)
      from pg_class c where relnamespace in (select oid from names)
      union all
      select concat_ws(' ', 'column', attrelid::regclass, attnum, attname,
        format_type(atttypid, atttypmod), attnotnull, attidentity, attgenerated, attcollation,
        attstorage, attacl::text, 'default', pg_get_expr(d.adbin, d.adrelid),
        'comment', col_description(attrelid, attnum))
      from pg_attribute join pg_class c on c.oid = attrelid
      left join pg_attrdef d on d.adrelid = attrelid and d.adnum = attnum
      where c.relnamespace in (select oid from names) and attnum > 0 and not attisdropped
      union all
      select concat_ws(' ', 'constraint', conrelid::regclass, conname, convalidated,
        pg_get_constraintdef(oid), obj_description(oid, 'pg_constraint'))
      from pg_constraint where connamespace in (select oid from names)
      union all
      select concat_ws(' ', 'index', pg_get_indexdef(indexrelid), indisvalid, indisprimary)
      from pg_index where indrelid in
        (select oid from pg_class where relnamespace in (select oid from names))
      union all
      select concat_ws(' ', 'sequence', seqrelid::regclass, format_type(seqtypid, null), seqstart,
        seqincrement, seqmin, seqmax, seqcache, seqcycle) from pg_sequence
      union all
      select concat_ws(' ', 'type', t.oid::regtype, typtype, typowner::regrole, typacl::text,
        typnotnull, typdefault, (select string_agg(enumlabel, ',' order by enumsortorder)
          from pg_enum where enumtypid = t.oid))
      from pg_type t where typnamespace in (select oid from names)
      union all
      select concat_ws(' ', 'function', f.oid::regprocedure, proowner::regrole, proacl::text,
        md5(pg_get_functiondef(f.oid)))
      from pg_proc f where pronamespace in (select oid from names)
      union all
      select concat_ws(' ', 'trigger', pg_get_triggerdef(oid), tgenabled)
      from pg_trigger where not tgisinternal
      union all
      select concat_ws(' ', 'policy', polrelid::regclass, polname, pg_get_expr(polqual, polrelid))
      from pg_policy
      union all
      select concat_ws(' ', 'default privileges', defaclrole::regrole, defaclobjtype, defaclacl::text)
      from pg_default_acl
    ) select line from lines order by line collate "C"`;
  return rows.map(({ line }) => `${line}\n`).join('');
}
