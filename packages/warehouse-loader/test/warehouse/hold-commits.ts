import { type HeldLock, lockAdvisory } from '@wdh/fault-injection';
import { expect } from 'vitest';
import type { Warehouse } from './use-warehouse.js';

const key = 4711n;

/** Has every transaction that inserts into a table wait at its COMMIT for the lock that it returns. */
export async function holdCommits({ sql, url }: Warehouse, table: string): Promise<HeldLock> {
  await sql.unsafe(`
    create or replace function wait_late() returns trigger language plpgsql as $$
      begin perform pg_advisory_xact_lock(${key}); return null; end $$;
    create constraint trigger late after insert on ${table} deferrable initially deferred
      for each row execute function wait_late()`);
  return lockAdvisory(url, key);
}

/** Waits until a session waits for the lock in its COMMIT, and returns its pid. */
export async function untilCommitting({ sql }: Warehouse, lock: HeldLock): Promise<number> {
  const pid = await lock.untilWaitedFor();
  expect(await sql`select query from pg_stat_activity where pid = ${pid}`).toEqual([
    { query: 'commit' },
  ]);
  return pid;
}
