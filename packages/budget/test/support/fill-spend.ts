import type { Sql } from 'postgres';

/**
 * Fills the tables as 30 days of use would: 21 tenants, of which `tenant_0` has half of the entries, with
 * 20,000 alerts. Entries of a minute ago are the latest.
 */
export async function fillSpend(sql: Sql, entries: number): Promise<void> {
  await sql`insert into tenant_configs (tenant_id, name, created_at, max_budget)
    select 'tenant_' || n, 'Tenant ' || n, now() - interval '40 days', 100000
    from generate_series(0, 20) n`;
  await sql`insert into budget_balances (tenant_id, period_started_at, spent)
    select 'tenant_' || n, now() - interval '30 days', 0 from generate_series(0, 20) n`;
  await sql`insert into spend_entries
      (tenant_id, reservation_id, execution_id, job_name, step_name, row_number, provider, cost, at)
    select case when n % 2 = 0 then 'tenant_0' else 'tenant_' || (n / 2 % 20 + 1) end,
      gen_random_uuid(), 'exec_' || (n / 1000), 'job_' || (n / 1000 % 5), 'enrich_' || (n % 2),
      n % 1000 + 1, 'openai', (n % 977 + 1)::numeric / 10000,
      now() - interval '1 minute' - (1 - n::float8 / ${entries}::int) * interval '30 days'
    from generate_series(0, ${entries}::int - 1) n`;
  await sql`update budget_balances set spent = coalesce((select sum(cost) from spend_entries
    where spend_entries.tenant_id = budget_balances.tenant_id), 0)`;
  await sql`insert into budget_alert_history
      (tenant_id, event_type, spend, max_budget, percentage, created_at)
    select 'tenant_' || (n % 21), 'spend', 80, 100, 80, now() - (20000 - n) * interval '2 minutes'
    from generate_series(1, 20000) n`;
  await sql`vacuum analyze`;
}
