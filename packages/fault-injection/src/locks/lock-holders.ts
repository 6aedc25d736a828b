import { type HeldLock, holdLock } from './held-lock.js';

/** Modes of a lock on a table. @see https://www.postgresql.org/docs/17/explicit-locking.html */
export type TableLockMode =
  | 'ACCESS SHARE'
  | 'ROW EXCLUSIVE'
  | 'SHARE'
  | 'SHARE ROW EXCLUSIVE'
  | 'EXCLUSIVE'
  | 'ACCESS EXCLUSIVE';

/** Locks a table, given by its name in SQL. Default mode `ACCESS EXCLUSIVE`. */
export async function lockTable(
  url: string,
  table: string,
  mode: TableLockMode = 'ACCESS EXCLUSIVE',
): Promise<HeldLock> {
  return holdLock(url, `the lock on table ${table}`, `LOCK TABLE ${table} IN ${mode} MODE`);
}

/** Locks the rows of a table that meet a condition for update; both are given in SQL. */
export async function lockRows(url: string, table: string, condition: string): Promise<HeldLock> {
  const statement = `SELECT FROM ${table} WHERE ${condition} FOR UPDATE`;
  return holdLock(url, `the lock on rows of ${table}`, statement);
}

/** Acquires a transaction-level advisory lock. */
export async function lockAdvisory(url: string, key: bigint): Promise<HeldLock> {
  return holdLock(url, `advisory lock ${key.toString()}`, `SELECT pg_advisory_xact_lock(${key})`);
}
