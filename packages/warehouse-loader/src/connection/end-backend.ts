import type { DedicatedConnection } from './dedicated-connection.js';
import type { Queryable } from './queryable.js';

/** How long a backend may take to end before we go on without it, in milliseconds. */
export const patienceMs = 5_000;

/**
 * Sees to it that the server's side of a connection that was cut is gone, with its transaction and
 * its locks: behind a network that swallows packets it would live on for hours.
 */
export async function endBackend(on: Queryable, cut: DedicatedConnection): Promise<void> {
  // By name as well, because the process id may belong to somebody else by now.
  await on.query(
    `select pg_terminate_backend(pid, ${patienceMs}) from pg_stat_activity
     where pid = $1::int and application_name = $2 and pid <> pg_backend_pid()`,
    [cut.backendPid, cut.applicationName],
  );
}
