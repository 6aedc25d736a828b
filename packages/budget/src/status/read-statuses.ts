import type { Queryable } from '@wdh/postgres';
import { Big } from 'big.js';
import { moneyText } from '../money/money-text.js';
import { graceLeftOf, levelOf, percentageOf } from '../rules/level-of.js';
import type { BudgetStatus } from './budget-status.js';

/** The status by the own entries, and whether something is due that a writer would enter. */
export interface ReadStatus {
  readonly status: BudgetStatus;
  /** Whether a period is due to begin, or a reservation has expired. */
  readonly isDue: boolean;
}

interface FoundStatus extends Pick<
  BudgetStatus,
  | 'tenant'
  | 'name'
  | 'isActive'
  | 'notifyEmail'
  | 'alertThreshold'
  | 'graceThreshold'
  | 'duration'
  | 'daysToReset'
> {
  readonly spent: string;
  readonly reserved: string;
  readonly maxBudget: string;
  readonly overrides: string;
  readonly periodStartedAt: Date;
  readonly resetsAt: Date | null;
  readonly isDue: boolean;
}

/**
 * What is due counts as if it were done: a period that should have begun has begun, and reservations
 * that have expired are spent. So a role that may only read sees the truth.
 */
const statuses = `
  select c.tenant_id as tenant, c.name, c.is_active as "isActive", c.notify_email as "notifyEmail",
    c.alert_threshold as "alertThreshold", c.grace_threshold as "graceThreshold",
    c.budget_duration as duration, c.max_budget::text as "maxBudget",
    coalesce(o.amount, 0)::text as overrides,
    (case when n.reset_at is null then coalesce(b.spent, 0) else 0 end + e.spent)::text as spent,
    (coalesce(b.reserved, 0) - e.amount)::text as reserved,
    coalesce(n.started_at, b.period_started_at, c.created_at) as "periodStartedAt",
    coalesce(n.reset_at, c.budget_reset_at) as "resetsAt",
    ceil(extract(epoch from coalesce(n.reset_at, c.budget_reset_at) - t.now) / 86400)::int as "daysToReset",
    (n.reset_at is not null or e.count > 0) as "isDue"
  from (select clock_timestamp() as now) t
  cross join public.tenant_configs c
  left join public.budget_balances b on b.tenant_id = c.tenant_id
  left join lateral (
    select sum(override_amount) as amount from public.budget_overrides
    where tenant_id = c.tenant_id and expires_at > t.now
  ) o on true
  left join lateral public.wdh_budget_next_period(
    b.counted_from, c.budget_reset_at, c.budget_duration, t.now) n on c.budget_reset_at <= t.now
  cross join lateral (
    select count(*) as count, coalesce(sum(amount), 0) as amount,
      coalesce(sum(amount) filter (where n.reset_at is null or expires_at > c.budget_reset_at), 0) as spent
    from public.budget_reservations
    where tenant_id = c.tenant_id and b.expires_from <= t.now and expires_at <= t.now
  ) e
  where $1::text is null or c.tenant_id = $1
  order by c.tenant_id`;

/** Reads the budgets of all tenants, or of one, by their own entries, in the order of their ids. */
export async function readStatuses(
  on: Queryable,
  tenant: string | null = null,
): Promise<readonly ReadStatus[]> {
  const found = await on.query<FoundStatus>(statuses, [tenant]);
  return found.map(({ isDue, maxBudget, ...one }) => {
    const budget = new Big(maxBudget).plus(one.overrides).toFixed();
    return { isDue, status: judge({ ...one, budget, source: 'entries' }) };
  });
}

type Unjudged = Omit<BudgetStatus, 'percentage' | 'graceLeft' | 'level' | 'isBlocked'>;

/** Returns a status whose level and remaining amounts are those of a spend. */
export function judge(status: Unjudged): BudgetStatus {
  const { spent, reserved, budget, graceThreshold, overrides } = status;
  const level = levelOf(spent, budget, status);
  const used = new Big(spent).plus(reserved).toFixed();
  return Object.freeze({
    ...status,
    spent: moneyText(spent),
    reserved: moneyText(reserved),
    budget: moneyText(budget),
    overrides: moneyText(overrides),
    percentage: percentageOf(spent, budget),
    graceLeft: moneyText(graceLeftOf(used, budget, graceThreshold)),
    level,
    isBlocked: level === 'blocked' || !status.isActive,
  });
}
