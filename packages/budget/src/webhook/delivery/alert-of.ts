import type { BudgetAlert } from '../../alerts/budget-alert.js';
import type { WebhookEvent } from '../event/webhook-event.js';
import { spendLevel, spendPercentage } from './spend-level.js';
import type { TenantBudget } from './tenant-budget.js';

/** Returns the alert that the spend of an event is, by the row of its tenant; null if it reaches no level. */
export function alertOf({ event, spent }: WebhookEvent, tenant: TenantBudget): BudgetAlert | null {
  const level = spendLevel(spent, tenant);
  if (level === 'normal') return null;
  const { name, notifyEmail, budget, graceThreshold, resetsAt } = tenant;
  return {
    tenant: tenant.tenant,
    name,
    notifyEmail,
    level,
    eventType: event,
    spent,
    budget,
    percentage: spendPercentage(spent, budget),
    graceThreshold,
    resetsAt,
    at: new Date(),
  };
}
