import type { Queryable } from '@wdh/postgres';

/**
 * Deletes the rejected rows that earlier attempts of a run kept, when it has begun again. Needs DELETE
 * on `rejected_rows` only if there are any.
 */
export async function deleteKeptRejects(on: Queryable, executionId: string): Promise<void> {
  const { count } = await on.query(
    'select from public.rejected_rows where execution_id = $1 limit 1',
    [executionId],
  );
  if (count === 0) return;
  await on.query('delete from public.rejected_rows where execution_id = $1', [executionId]);
}
