import type { Queryable } from '@wdh/postgres';
import type { BudgetAlert } from '../alerts/budget-alert.js';
import { alertIn, type LedgerAnswer } from './ledger-answer.js';

/**
 * Records an alert if the level of a tenant is higher than that of any alert of the period, in the
 * transaction of the caller, which has locked the tenant.
 */
export async function reportLevel(
  on: Queryable,
  tenant: string,
  eventType: string,
): Promise<BudgetAlert | null> {
  const [found] = await on.query<{ readonly answer: LedgerAnswer }>(
    `select public.wdh_budget_write(public.wdh_budget_lock($1), $2, 'current') as answer`,
    [tenant, eventType],
  );
  return found === undefined ? null : alertIn(tenant, eventType, found.answer);
}
