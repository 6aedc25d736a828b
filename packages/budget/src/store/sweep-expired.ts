import type { Queryable } from '@wdh/postgres';

/** Writes between two sweeps of one process. */
const writesPerSweep = 100;

/** Most rows that one sweep deletes from a table: more than are written meanwhile. */
const rowsPerSweep = 1_000;

const tables = ['budget_store_values', 'budget_store_claims'] as const;

/** Which rows are deleted is decided under their lock: one that was claimed again is kept. */
const sweep = (table: string): string => `
  delete from public.${table} where key in (
    select key from public.${table} where expires_at <= clock_timestamp()
    order by expires_at limit ${rowsPerSweep} for update skip locked)`;

/**
 * Returns a function to be called after each write: at the first and at each hundredth, it deletes rows
 * that have expired, so that the tables need no job that cleans them up.
 */
export function sweeper(on: Queryable): () => Promise<void> {
  let writes = 0;
  return async () => {
    if (writes++ % writesPerSweep !== 0) return;
    // What was written is written: another write sweeps.
    for (const table of tables) await on.query(sweep(table)).catch(() => undefined);
  };
}
