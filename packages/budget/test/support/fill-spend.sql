-- Fills the tables as 30 days of use would: 1,000,000 entries of 21 tenants, of which tenant_0 has half, and
-- 20,000 alerts. The latest entry is a minute old.
insert into tenant_configs (tenant_id, name, created_at, max_budget)
select 'tenant_' || n, 'Tenant ' || n, now() - interval '40 days', 100000 from generate_series(0, 20) n;

insert into budget_balances (tenant_id, period_started_at)
select 'tenant_' || n, now() - interval '30 days' from generate_series(0, 20) n;

insert into spend_entries
  (tenant_id, reservation_id, execution_id, job_name, step_name, row_number, provider, cost, at)
select case when n % 2 = 0 then 'tenant_0' else 'tenant_' || (n / 2 % 20 + 1) end,
  gen_random_uuid(), 'exec_' || n / 1000, 'job_' || n / 1000 % 5, 'enrich_' || n % 2, n % 1000 + 1,
  'openai', (n % 977 + 1)::numeric / 10000,
  now() - interval '1 minute' - (1 - n / 1e6::float8) * interval '30 days'
from generate_series(0, 999999) n;

update budget_balances balances set spent =
  (select sum(cost) from spend_entries entries where entries.tenant_id = balances.tenant_id);

insert into budget_alert_history (tenant_id, event_type, spend, max_budget, percentage, created_at)
select 'tenant_' || n % 21, 'spend', 80, 100, 80, now() - (20000 - n) * interval '2 minutes'
from generate_series(1, 20000) n;
