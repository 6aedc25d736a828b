import { setTimeout as sleep } from 'node:timers/promises';
import type { DedicatedConnection } from './dedicated-connection.js';
import type { Queryable } from './queryable.js';

/** How long a backend may take to end before we go on without it, in milliseconds. */
export const patienceMs = 5_000;
const pauseMs = 20;

/**
 * Ends the server's side of a connection that was cut, with its transaction and
 * its locks: behind a network that swallows packets it would live on for hours.
 */
export async function endBackend(on: Queryable, cut: DedicatedConnection): Promise<void> {
  const end = performance.now() + patienceMs;
  for (;;) {
    // Asked again and again, instead of waited for in one statement, which a short deadline would cut.
    // By name as well, because the process id may belong to somebody else by now.
    const { count } = await on.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where pid = $1::int and application_name = $2 and pid <> pg_backend_pid()`,
      [cut.backendPid, cut.applicationName],
    );
    if (count === 0 || performance.now() > end) return;
    await sleep(pauseMs);
  }
}
