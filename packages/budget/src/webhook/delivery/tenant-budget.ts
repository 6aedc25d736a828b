import type { Queryable } from '@wdh/postgres';

/** What the level of a tenant follows from, beside its spend. Amounts are exact decimal texts. */
export interface TenantBudget {
  readonly tenant: string;
  readonly name: string;
  readonly isActive: boolean;
  readonly notifyEmail: string | null;
  /** With the overrides that have not expired. */
  readonly budget: string;
  readonly alertThreshold: number;
  readonly graceThreshold: number;
  readonly resetsAt: Date | null;
}

const select = `
  select tenant.tenant_id as tenant, tenant.name, tenant.is_active as "isActive",
    tenant.notify_email as "notifyEmail", tenant.alert_threshold as "alertThreshold",
    tenant.grace_threshold as "graceThreshold", tenant.budget_reset_at as "resetsAt",
    (tenant.max_budget + coalesce((
      select sum(override_amount) from public.budget_overrides as override
      where override.tenant_id = tenant.tenant_id and override.expires_at > clock_timestamp()
    ), 0))::text as budget
  from public.tenant_configs as tenant where tenant.tenant_id = $1`;

const refused = /[\p{Cc}\p{Cs}]/u;

/** Whether the column of tenants could hold an id, and the server takes it. */
export const isStorableId = (id: string): boolean => id.length <= 100 && !refused.test(id);

/** Returns the first tenant that some ids name; null if none does. */
export async function findTenant(
  on: Queryable,
  ids: readonly string[],
): Promise<TenantBudget | null> {
  for (const id of ids) {
    if (!isStorableId(id)) continue;
    const [found] = await on.query<TenantBudget>(select, [id]);
    if (found !== undefined) return found;
  }
  return null;
}
