import { readFile } from 'node:fs/promises';
import type { Sql } from 'postgres';

const statements = new URL('./fill-budgets.sql', import.meta.url);

/** Fills budgets as use would, with a tenant at every level. */
export async function fillBudgets(sql: Sql): Promise<void> {
  await sql.unsafe(await readFile(statements, 'utf8'));
}
