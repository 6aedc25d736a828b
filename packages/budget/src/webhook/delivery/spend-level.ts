import { Big } from 'big.js';
import type { BudgetLevel } from '../../rules/budget-level.js';
import type { TenantBudget } from './tenant-budget.js';

/** Returns the level of a spend, by exact decimals. */
export function spendLevel(
  spent: string,
  { budget, alertThreshold, graceThreshold }: TenantBudget,
): BudgetLevel {
  const reached = (threshold: number): boolean =>
    new Big(spent).times(100).gte(new Big(budget).times(threshold));
  if (new Big(budget).eq(0) || reached(graceThreshold)) return 'blocked';
  if (reached(100)) return 'critical';
  return reached(alertThreshold) ? 'alert' : 'normal';
}

/** Returns a spend in per cent of the budget, cut after two decimals; null for a budget of zero. */
export function spendPercentage(spent: string, budget: string): string | null {
  const all = new Big(budget);
  if (all.eq(0)) return null;
  const exact = new Big(spent).times(100);
  // Divided in whole hundredths, so that 79.999 never becomes 80.00.
  const hundredths = exact.times(100).minus(exact.times(100).mod(all)).div(all);
  return hundredths.div(100).toFixed(2);
}
