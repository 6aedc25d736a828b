import type { Queryable } from '@wdh/postgres';
import { writeAudit } from '../alerts/write-audit.js';
import { lockTenant } from './lock-tenant.js';
import { checkSettings, type TenantChanges } from './tenant-settings.js';

/**
 * Changes the budget of a tenant, in the transaction of the caller. A changed duration counts from the
 * beginning of the current period, whose spend stays.
 *
 * @throws WdhError `TENANT_UNKNOWN`, `BUDGET_OPTION_INVALID`, `AMOUNT_INVALID`
 */
export async function configureTenant(
  on: Queryable,
  tenant: string,
  { by = 'wdh', ...changes }: TenantChanges,
): Promise<void> {
  const maxBudget = checkSettings({ ...changes, by });
  await lockTenant(on, tenant);
  const { name, notifyEmail, alertThreshold, graceThreshold, duration, isActive } = changes;
  await on.query(
    `update public.tenant_configs set name = coalesce($2, name),
       notify_email = case when $3::boolean then $4 else notify_email end,
       max_budget = coalesce($5::text::numeric, max_budget),
       alert_threshold = coalesce($6::int, alert_threshold),
       grace_threshold = coalesce($7::int, grace_threshold),
       is_active = coalesce($8::boolean, is_active)
     where tenant_id = $1`,
    [
      ...[tenant, name ?? null, notifyEmail !== undefined, notifyEmail ?? null, maxBudget ?? null],
      ...[alertThreshold ?? null, graceThreshold ?? null, isActive ?? null],
    ],
  );
  if (duration !== undefined) await changeDuration(on, tenant, duration);
  await on.query('select public.wdh_budget_rejudge($1)', [tenant]);
  const known = { name, maxBudget, alertThreshold, graceThreshold, duration, isActive };
  const changed = Object.entries(known).filter(([, value]) => value !== undefined);
  const details = {
    ...Object.fromEntries(changed),
    tenant,
    ...(notifyEmail === undefined ? {} : { isNotifyEmailChanged: true }),
  };
  await writeAudit(on, { actor: by, operation: 'budget.configure', details });
}

async function changeDuration(
  on: Queryable,
  tenant: string,
  duration: string | null,
): Promise<void> {
  await on.query(
    `update public.tenant_configs c set budget_duration = coalesce($2, c.budget_duration),
       budget_reset_at = case when $2::text is not null then (public.wdh_budget_next_period(
         null, b.period_started_at, $2, clock_timestamp())).reset_at end
     from public.budget_balances b where b.tenant_id = c.tenant_id and c.tenant_id = $1`,
    [tenant, duration],
  );
  await on.query(
    'update public.budget_balances set counted_from = period_started_at where tenant_id = $1',
    [tenant],
  );
}
