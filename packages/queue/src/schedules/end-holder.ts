import type { Queryable } from '@wdh/postgres';

/**
 * Ends the session of the transaction that holds a schedule: that of a process that is frozen or cut off in the
 * middle of a tick. The server may wait for it without a limit: one that has sent the first part of a statement
 * is not idle, and the timeout of a statement does not end it.
 *
 * @returns whether there was one.
 * @throws WdhError `PRIVILEGE_MISSING` (schema) if it is a session of another role.
 */
export async function endHolder(on: Queryable, name: string): Promise<boolean> {
  const ended = await on.query(
    `select pg_catalog.pg_terminate_backend(pid)
    from pg_catalog.pg_locks join public.wdh_schedules schedule
      on transactionid::pg_catalog.text = schedule.xmax::pg_catalog.text
    where locktype = 'transactionid' and granted and schedule.name = $1`,
    [name],
  );
  return ended.count > 0;
}
