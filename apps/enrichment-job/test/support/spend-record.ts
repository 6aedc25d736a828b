import type { Sql } from 'postgres';
import { expect } from 'vitest';

/** What the database says about money. */
export interface SpendRecord {
  readonly entries: number;
  /** Sum of the entries. */
  readonly spent: string;
  /** Of them, those of which only the estimate is known. */
  readonly estimates: number;
  readonly reservations: number;
}

/** Reads it, and expects the balance of the tenant to be the sum of its entries. */
export async function spendRecord(sql: Sql): Promise<SpendRecord> {
  const [row] = await sql<SpendRecord[]>`
    select count(*)::int as entries, coalesce(sum(cost), 0)::numeric(14, 2)::text as spent,
           count(*) filter (where is_estimate)::int as estimates,
           (select count(*)::int from budget_reservations) as reservations
    from spend_entries`;
  const [balance] = await sql`select spent::numeric(14, 2)::text from budget_balances`;
  expect(balance).toEqual({ spent: row?.spent });
  if (row === undefined) throw new Error('An aggregate is one row.');
  return row;
}

/** Reads what the records of the runs say about money, in the order of the runs. */
export async function spendOfRuns(sql: Sql): Promise<readonly unknown[]> {
  return sql`
    select status, cost_usd::numeric(14, 2)::text as cost, paid_calls::int as calls,
           cached_calls::int as cached
    from pipeline_executions order by started_at`;
}
