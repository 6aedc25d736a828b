import type { Queryable } from '@wdh/postgres';

/**
 * Counts the rejected rows of a run that no replay has resolved, also those that cannot be replayed.
 *
 * @returns null if the role may not read rejected rows, as a load only inserts them.
 */
export async function countOpenRejects(on: Queryable, executionId: string): Promise<number | null> {
  const [role] = await on.query<{ readonly mayRead: boolean }>(
    `select has_table_privilege('public.rejected_rows', 'select') as "mayRead"`,
  );
  if (role?.mayRead !== true) return null;
  const [found] = await on.query<{ readonly count: number }>(
    `select count(*)::float8 as count from public.rejected_rows
     where execution_id = $1 and resolved_at is null`,
    [executionId],
  );
  return found?.count ?? null;
}
