import type { Queryable } from '@wdh/postgres';
import { budgetError } from '../rules/budget-error.js';
import { lockTenant } from './lock-tenant.js';
import { isPlainText } from './tenant-settings.js';

/** Who resets a budget. */
export interface ResetOptions {
  /** For the audit log. */
  readonly by: string;
}

/**
 * Begins a period with a spend of zero now, in the transaction of the caller. The next one begins when
 * it would have begun anyway. Running calls count in the new period.
 *
 * @throws WdhError `TENANT_UNKNOWN`, `BUDGET_OPTION_INVALID`
 */
export async function resetBudget(
  on: Queryable,
  tenant: string,
  { by }: ResetOptions,
): Promise<void> {
  if (!isPlainText(by, 200)) {
    throw budgetError(
      'BUDGET_OPTION_INVALID',
      'The reset is invalid: by must have 1 to 200 characters, no control characters.',
    );
  }
  await lockTenant(on, tenant);
  await on.query(
    `select public.wdh_budget_begin_period(tenant_id, clock_timestamp(), budget_reset_at, $2)
     from public.tenant_configs where tenant_id = $1`,
    [tenant, by],
  );
}
