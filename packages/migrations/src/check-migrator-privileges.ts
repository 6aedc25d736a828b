import type { Queryable } from '@wdh/postgres';
import { privilegeMissing } from '@wdh/postgres';

/**
 * Checks that the role may change the schema and record the migrations.
 *
 * @throws WdhError `PRIVILEGE_MISSING`, which names the grants.
 */
export async function checkMigratorPrivileges(on: Queryable): Promise<void> {
  const [found] = await on.query<{ lacking: readonly string[] }>(`
    select to_jsonb(array_remove(array[
      case when not has_schema_privilege('public', 'CREATE') then 'CREATE on schema public' end,
      case when not has_table_privilege(to_regclass('public.schema_migrations'),
        'SELECT') then 'SELECT on public.schema_migrations' end,
      case when not has_table_privilege(to_regclass('public.schema_migrations'),
        'INSERT') then 'INSERT on public.schema_migrations' end,
      case when not has_table_privilege(to_regclass('public.schema_migrations'),
        'DELETE') then 'DELETE on public.schema_migrations' end
    ], null)) as lacking`);
  const lacking = found?.lacking ?? [];
  if (lacking.length > 0) throw privilegeMissing(lacking);
}
