import { readFile } from 'node:fs/promises';
import type { Sql } from 'postgres';

/** Fills the tables of runs: 100,000 runs and 1,000,000 events. Takes about a minute. */
export async function fillRecords(sql: Sql): Promise<void> {
  const fill = await readFile(new URL('fill-records.sql', import.meta.url), 'utf8');
  const connection = await sql.reserve();
  try {
    // One by one: VACUUM cannot run with others.
    for (const statement of fill.split(';\n\n')) await connection.unsafe(statement);
  } finally {
    connection.release();
  }
}
