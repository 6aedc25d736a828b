import type { Queryable } from '@wdh/postgres';
import { checkTenant, tenantUnknown } from './tenant-errors.js';

/**
 * Locks the balance of a tenant until the transaction of the caller ends, and brings it up to date.
 *
 * @throws WdhError `TENANT_UNKNOWN`
 */
export async function lockTenant(on: Queryable, tenant: string): Promise<void> {
  checkTenant(tenant);
  const [locked] = await on.query<{ readonly tenant: string | null }>(
    'select tenant_id as tenant from public.wdh_budget_lock($1)',
    [tenant],
  );
  if (locked?.tenant == null) throw tenantUnknown(tenant);
}
