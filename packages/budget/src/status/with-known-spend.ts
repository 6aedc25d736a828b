import { Big } from 'big.js';
import type { BudgetStatus } from './budget-status.js';
import { judge } from './read-statuses.js';

/**
 * Returns a status with what the gateway says was spent, where that is more than the own entries.
 *
 * @param known - As `SpendSource.spendOf` returns it.
 */
export function withKnownSpend(status: BudgetStatus, known: string | null): BudgetStatus {
  if (known === null) return status;
  if (known === 'unknown') return Object.freeze({ ...status, source: 'unknown' });
  const spent = new Big(known).gt(status.spent) ? new Big(known).toFixed() : status.spent;
  return judge({ ...status, spent, source: 'gateway' });
}
