import { Big } from 'big.js';
import type { BudgetAlert } from '../../alerts/budget-alert.js';
import { formatAmount } from './format-amount.js';
import { formatTime, formatTimeFrom } from './format-time.js';
import { plainText } from './plain-text.js';

/** What a notice says, as texts of one line each. They are not escaped. */
export interface NoticeFacts {
  /** Name and id of the tenant, such as `Acme Ltd (acme)`; cut if it is long. */
  readonly tenant: string;
  /** Such as `$401.2034`: exact. */
  readonly spent: string;
  readonly budget: string;
  /** Such as `80.24 %`; null for a budget of zero. */
  readonly used: string | null;
  /** Such as `110 %`. */
  readonly graceThreshold: string;
  /** The spend from which calls are refused. */
  readonly graceLimit: string;
  /** When the next period begins, such as `2026-12-01 00:00 UTC, in 3 days`; null: never. */
  readonly resets: string | null;
  /** What reported it, such as `spend`. */
  readonly reportedBy: string;
  readonly at: string;
}

const longestName = 80;
const longestId = 100;

/** Formats the parts of an alert for people. */
export function noticeFacts(alert: BudgetAlert): NoticeFacts {
  const { spent, budget, percentage, graceThreshold, resetsAt, at } = alert;
  return {
    tenant: tenantOf(alert),
    spent: formatAmount(spent),
    budget: formatAmount(budget),
    used: percentage === null ? null : `${percentage} %`,
    graceThreshold: `${graceThreshold} %`,
    graceLimit: formatAmount(new Big(budget).times(graceThreshold).times('0.01').toFixed()),
    resets: resetsAt === null ? null : formatTimeFrom(resetsAt, at),
    reportedBy: plainText(alert.eventType, longestId),
    at: formatTime(at),
  };
}

function tenantOf({ name, tenant }: BudgetAlert): string {
  const id = plainText(tenant, longestId);
  const shown = plainText(name, longestName);
  return shown === '' || shown === id ? id : `${shown} (${id})`;
}
