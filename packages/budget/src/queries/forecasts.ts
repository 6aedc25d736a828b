import type { Queryable } from '@wdh/postgres';
import type { BudgetStatus } from '../status/budget-status.js';
import { burnRates } from './burn-rates.js';
import { type BudgetForecast, forecastOf } from './forecast-of.js';

/** How fast a tenant spends, by its id. */
export interface TenantForecast extends BudgetForecast {
  readonly tenant: string;
}

/** Returns how fast tenants spend, and when their budgets are used up at that rate. */
export async function forecasts(
  on: Queryable,
  statuses: readonly BudgetStatus[],
): Promise<readonly TenantForecast[]> {
  const rates = await burnRates(
    on,
    statuses.map(({ tenant }) => tenant),
  );
  const byTenant = new Map(rates.map((rate) => [rate.tenant, rate]));
  return statuses.flatMap((status) => {
    const rate = byTenant.get(status.tenant);
    return rate === undefined ? [] : [{ tenant: status.tenant, ...forecastOf(status, rate) }];
  });
}
