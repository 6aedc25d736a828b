import type { Queryable } from '@wdh/postgres';
import { moneyText } from '../money/money-text.js';

/** A tenant and its budget now. Amounts are exact decimal texts in US dollars. */
export interface TenantBudget {
  readonly tenant: string;
  readonly name: string;
  readonly isActive: boolean;
  readonly notifyEmail: string | null;
  /** The configured budget and the overrides that have not expired. */
  readonly budget: string;
  /** Per cent of the budget. */
  readonly alertThreshold: number;
  /** Per cent of the budget. */
  readonly graceThreshold: number;
  /** Such as `30d`. */
  readonly duration: string;
  readonly resetsAt: Date | null;
}

/** Returns a tenant with its budget; null if there is none with that id. */
export async function readTenant(on: Queryable, tenant: string): Promise<TenantBudget | null> {
  const [found] = await on.query<TenantBudget>(
    `select tenant_id as tenant, name, is_active as "isActive", notify_email as "notifyEmail",
       public.wdh_budget_limit(tenant_id, clock_timestamp())::text as budget,
       alert_threshold as "alertThreshold", grace_threshold as "graceThreshold",
       budget_duration as duration, budget_reset_at as "resetsAt"
     from public.tenant_configs where tenant_id = $1`,
    [tenant],
  );
  return found === undefined ? null : { ...found, budget: moneyText(found.budget) };
}
