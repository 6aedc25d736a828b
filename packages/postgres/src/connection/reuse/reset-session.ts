import { setTimeout as sleep } from 'node:timers/promises';
import type { ServerSession } from './server-session.js';

/** Shown in `pg_stat_activity` while no work uses a kept session. */
const idleName = 'wdh idle';

/**
 * Whether no transaction is open, in which the time would stand still, and no prepared statements of
 * others exist: one that was refused, or is not ours, ends the session.
 */
const inspect = `select pg_catalog.now() operator(pg_catalog.=) pg_catalog.statement_timestamp() as "isIdle",
  pg_catalog.array_to_string(array(select name from pg_catalog.pg_prepared_statements), ' ') as prepared`;

/**
 * DISCARD ALL without DEALLOCATE and DISCARD PLANS: the prepared statements of this product read the
 * catalog, and the server plans them again when it changes. Names are qualified, because the search
 * path may be that of a user. Counts of writes are flushed, or those of this transaction would be part
 * of the next, in `pg_stat_xact_user_tables`.
 *
 * @see https://www.postgresql.org/docs/current/sql-discard.html
 */
const reset = `close all; set session authorization default; reset role; reset all; unlisten *;
  select pg_catalog.pg_advisory_unlock_all(); discard temp; discard sequences;
  select pg_catalog.pg_stat_force_next_flush();
  set application_name to '${idleName}'`;

/** Longest wait for the server, in milliseconds: opening another session costs less. */
const patienceMs = 1_000;

/**
 * Returns a session to the state of a new one.
 *
 * @returns the session; null if it cannot be used again, and was closed.
 */
export async function resetSession(session: ServerSession): Promise<ServerSession | null> {
  const { sql } = session;
  // Sent together.
  const inspected = sql.unsafe<{ isIdle: boolean; prepared: string }[]>(inspect);
  const done = Promise.all([inspected, sql.unsafe(reset)]).then(
    ([[found]]) => found?.isIdle === true && hasOnly(session.prepared, found.prepared),
    () => false,
  );
  const patience = new AbortController();
  const { signal } = patience;
  const isReset = await Promise.race([
    done,
    sleep(patienceMs, false, { signal }).catch(() => false),
  ]);
  patience.abort();
  if (isReset && session.isReusable) {
    session.detach();
    return session;
  }
  // It may wait for a statement that does not end.
  session.socket.destroy();
  return null;
}

/** Whether only our statements exist. Those that code of others has removed are made again. */
function hasOnly(ours: Set<string>, names: string): boolean {
  const existing = new Set(names === '' ? [] : names.split(' '));
  for (const name of ours) if (!existing.has(name)) ours.delete(name);
  return existing.size === ours.size;
}
