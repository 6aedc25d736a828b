import type { Queryable } from '@wdh/postgres';
import { writeAudit } from '../alerts/write-audit.js';
import { budgetError, showTenant } from '../rules/budget-error.js';
import { checkSettings, type NewTenant } from './tenant-settings.js';

/**
 * Creates a tenant with its budget, in the transaction of the caller.
 *
 * @throws WdhError `TENANT_EXISTS`, `BUDGET_OPTION_INVALID`, `AMOUNT_INVALID`
 */
export async function createTenant(on: Queryable, created: NewTenant): Promise<void> {
  // Also where the types are not checked.
  const { tenant = '', name = '', by = 'wdh', ...rest } = created as Partial<NewTenant>;
  const maxBudget = checkSettings({ ...created, tenant, name }) ?? '500';
  const { notifyEmail = null, alertThreshold = 80, graceThreshold = 110, startsAt } = rest;
  const duration = rest.duration === undefined ? '30d' : rest.duration;
  const { count } = await on.query(
    `with period as (
       select * from public.wdh_budget_next_period(null,
         coalesce($8::text::timestamptz, clock_timestamp()), coalesce($7::text, '30d'), clock_timestamp())
     ), config as (
       insert into public.tenant_configs (tenant_id, name, notify_email, max_budget, alert_threshold,
         grace_threshold, budget_duration, budget_reset_at)
       select $1, $2, $3, $4::text::numeric, $5::int, $6::int, coalesce($7::text, '30d'),
         case when $7::text is not null then period.reset_at end
       from period
       on conflict (tenant_id) do nothing
       returning tenant_id
     )
     insert into public.budget_balances (tenant_id, period_started_at, counted_from)
     select config.tenant_id, least(period.started_at, clock_timestamp()),
       coalesce($8::text::timestamptz, period.started_at)
     from config, period`,
    [
      ...[tenant, name, notifyEmail, maxBudget, alertThreshold, graceThreshold, duration],
      startsAt?.toISOString() ?? null,
    ],
  );
  if (count === 0) {
    throw budgetError(
      'TENANT_EXISTS',
      `There is a tenant ${showTenant(tenant)} already. Change its budget instead.`,
    );
  }
  const details = { tenant, maxBudget, alertThreshold, graceThreshold, duration };
  await writeAudit(on, { actor: by, operation: 'budget.create', details });
}
