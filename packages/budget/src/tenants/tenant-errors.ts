import type { WdhError } from '@wdh/pipeline-core';
import { budgetError, showTenant } from '../rules/budget-error.js';

/** Returns the error for a tenant that does not exist. */
export function tenantUnknown(tenant: unknown): WdhError {
  const shown = typeof tenant === 'string' ? showTenant(tenant) : 'without a name';
  return budgetError(
    'TENANT_UNKNOWN',
    `There is no tenant ${shown}. Create it first, or correct the name: no call is paid for an unknown tenant.`,
  );
}

/** Returns the error for a tenant that was made inactive. */
export function tenantInactive(tenant: string): WdhError {
  return budgetError(
    'TENANT_INACTIVE',
    `Tenant ${showTenant(tenant)} is not active: no call is paid for it. Make it active first.`,
  );
}

/**
 * Checks that a text can be the id of a tenant at all.
 *
 * @throws WdhError `TENANT_UNKNOWN`
 */
export function checkTenant(tenant: unknown): asserts tenant is string {
  const isPossible =
    typeof tenant === 'string' && tenant !== '' && tenant.length <= 100 && !tenant.includes('\0');
  if (!isPossible) throw tenantUnknown(tenant);
}
