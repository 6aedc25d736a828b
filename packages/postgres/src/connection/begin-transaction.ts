import type { Queryable } from './queryable.js';

/**
 * Begins the transaction of a load. Waits for a lock for at most half of the deadline, so that the
 * server reports the lock before the deadline ends the connection.
 */
export async function beginTransaction(on: Queryable, deadlineMs: number): Promise<void> {
  const lockTimeoutMs = Math.ceil(deadlineMs / 2);
  await on.query(`begin isolation level read committed; set local lock_timeout = ${lockTimeoutMs}`);
}
