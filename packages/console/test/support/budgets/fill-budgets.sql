-- Fills budgets as use would: acme within its budget, near from its alert threshold on, graced over its
-- budget, stopped beyond its grace limit, and idle without spend; with overrides, alerts, and calls of the
-- last days.
insert into tenant_configs
  (tenant_id, name, max_budget, created_at, budget_reset_at, notify_email)
values
  ('acme', 'Acme Ltd', 500, now() - interval '60 days', now() + interval '12 days', 'acme@example.org'),
  ('near', 'Near and Co', 100, now() - interval '60 days', now() + interval '20 days', null),
  ('graced', 'Graced', 1000, now() - interval '60 days', now() + interval '3 days', null),
  ('stopped', 'stopped', 50, now() - interval '3 days', null, null),
  ('idle', 'Idle', 500, now() - interval '60 days', now() + interval '25 days', null);
insert into budget_balances (tenant_id, period_started_at, spent) values
  ('acme', now() - interval '18 days', 212.4075), ('near', now() - interval '10 days', 80.00),
  ('graced', now() - interval '27 days', 1234.5), ('stopped', now() - interval '3 days', 55),
  ('idle', now() - interval '5 days', 0);
update budget_balances set reserved = 25.5, expires_from = now() + interval '1 hour'
  where tenant_id = 'acme';
insert into budget_reservations (reservation_id, tenant_id, amount, expires_at) values
  (gen_random_uuid(), 'acme', 25.5, now() + interval '1 hour');
insert into budget_overrides (tenant_id, override_amount, expires_at, reason, created_by, created_at)
values
  ('graced', 200, now() + interval '3 days', 'campaign of the spring', 'ada', now() - interval '1 day'),
  ('graced', 50, now() - interval '30 days', 'trial', 'bo', now() - interval '40 days');
insert into budget_alert_history (tenant_id, event_type, spend, max_budget, percentage, created_at)
values
  ('stopped', 'budget_crossed', 55, 50, 110.00, now() - interval '1 day'),
  ('graced', 'spend', 1200.25, 1200, 100.02, now() - interval '5 hours'),
  ('near', 'spend', 80, 100, 80.00, now() - interval '2 hours');
insert into spend_entries
  (tenant_id, reservation_id, execution_id, job_name, step_name, row_number, provider, units, cost,
    is_estimate, at)
select tenant, gen_random_uuid(), 'exec_' || n / 40, 'companies',
  case when n % 3 = 0 then 'classify' else 'enrich' end, n % 40 + 1, 'openai', 350 + n,
  cost * (1 + n % 7) / 4, n = 17, now() - interval '1 minute' - n * interval '41 minutes'
from (values ('acme', 0.2), ('near', 0.05), ('graced', 0.9), ('stopped', 0.05)) as spending (tenant, cost),
  generate_series(0, case when tenant = 'stopped' then 90 else 299 end) n;
