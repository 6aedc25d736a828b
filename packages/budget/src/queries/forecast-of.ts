import { Big } from 'big.js';
import type { BudgetStatus } from '../status/budget-status.js';
import type { BurnRate } from './burn-rates.js';

/** How fast a tenant spends, and when its budget is used up at that rate. */
export interface BudgetForecast {
  /** The beginning of what was added up. */
  readonly since: Date;
  /** Spend since then: an exact decimal text in US dollars. */
  readonly spent: string;
  /** US dollars in a day at that rate: a decimal text, rounded to cents, or to three digits below one dollar. */
  readonly perDay: string;
  /** When 100 % are reached; null: they are reached already, or not within ten years. */
  readonly reachesBudgetAt: Date | null;
  /** When calls are blocked; null: they are blocked already, or not within ten years. */
  readonly blocksAt: Date | null;
}

const dayMs = 86_400_000;
/** A rate of less than an hour says nothing about a day. */
const leastMs = 3_600_000;
const mostMs = 3_650 * dayMs;

/**
 * Computes how fast a tenant spends: by its entries of the last 7 days. Where a gateway counts the spend,
 * the entries are not all of it: by its spend since the period began.
 */
export function forecastOf(
  { source, spent: spentNow, budget, graceLeft }: ForecastStatus,
  { since: lately, spent: spentLately, periodStartedAt, now }: BurnRate,
): BudgetForecast {
  const isOfGateway = source === 'gateway';
  const since = isOfGateway ? periodStartedAt : lately;
  const spent = isOfGateway ? spentNow : spentLately;
  const windowMs = Math.max(now.getTime() - since.getTime(), leastMs);
  const after = (left: Big): Date | null => {
    if (left.lte(0) || new Big(spent).lte(0)) return null;
    const waitMs = left.times(windowMs).div(spent);
    return waitMs.gt(mostMs) ? null : new Date(now.getTime() + Math.round(waitMs.toNumber()));
  };
  return {
    since,
    spent,
    perDay: rounded(new Big(spent).times(dayMs).div(windowMs)),
    reachesBudgetAt: after(new Big(budget).minus(spentNow)),
    blocksAt: after(new Big(graceLeft)),
  };
}

function rounded(perDay: Big): string {
  return (perDay.lt(1) ? perDay.prec(3) : perDay.round(2)).toFixed();
}

/** What a forecast needs of a status. */
type ForecastStatus = Pick<BudgetStatus, 'source' | 'spent' | 'budget' | 'graceLeft'>;
