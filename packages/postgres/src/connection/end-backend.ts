import { setTimeout as sleep } from 'node:timers/promises';
import type { DedicatedConnection } from './dedicated-connection.js';
import type { Queryable } from './queryable.js';

/** Longest wait for a backend to end, in milliseconds. */
export const patienceMs = 5_000;
const pauseMs = 20;

/**
 * Ends the backend of a connection that was cut, with its transaction and its locks. In a network
 * that drops packets it would otherwise run for hours.
 */
export async function endBackend(on: Queryable, cut: DedicatedConnection): Promise<void> {
  const end = performance.now() + patienceMs;
  for (;;) {
    // Polled, because one long statement could exceed a short deadline. By name as well, because the
    // process id may have been reused.
    const { count } = await on.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where pid = $1::int and application_name = $2 and pid <> pg_backend_pid()`,
      [cut.backendPid, cut.applicationName],
    );
    if (count === 0 || performance.now() > end) return;
    await sleep(pauseMs);
  }
}
