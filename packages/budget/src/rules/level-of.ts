import { Big } from 'big.js';
import type { BudgetLevel } from './budget-level.js';

/** The thresholds of a tenant, in per cent of its budget. */
export interface BudgetThresholds {
  readonly alertThreshold: number;
  readonly graceThreshold: number;
}

/**
 * Returns the level of a spend against a budget: {@link BudgetLevel}. Amounts are exact decimal texts;
 * a spend below zero counts as zero.
 */
export function levelOf(
  spent: string,
  budget: string,
  { alertThreshold, graceThreshold }: BudgetThresholds,
): BudgetLevel {
  const limit = new Big(budget);
  const hundredfold = new Big(spent).times(100);
  if (limit.lte(0) || hundredfold.gte(limit.times(graceThreshold))) return 'blocked';
  if (hundredfold.gte(limit.times(100))) return 'critical';
  return hundredfold.gte(limit.times(alertThreshold)) ? 'alert' : 'normal';
}

/**
 * Returns a spend in per cent of a budget, cut after two decimals, such as `79.99`; null for a budget of
 * zero. A spend below zero counts as zero.
 */
export function percentageOf(spent: string, budget: string): string | null {
  const limit = new Big(budget);
  const paid = new Big(spent);
  if (limit.lte(0)) return null;
  if (paid.lte(0)) return '0.00';
  // The quotient itself may have no end: it is rounded down at a whole number.
  const hundredths = paid.times(10_000);
  let whole = hundredths.div(limit).round(0, Big.roundDown);
  // Division rounds at 20 decimals, which may have reached the next whole number.
  if (whole.times(limit).gt(hundredths)) whole = whole.minus(1);
  return whole.div(100).toFixed(2);
}

/** Returns the spend from which calls are blocked: the grace share of a budget. */
export function graceLimitOf(budget: string, graceThreshold: number): string {
  return new Big(budget).times(graceThreshold).times('0.01').toFixed();
}

/** Returns what may be spent before calls are blocked; never negative. */
export function graceLeftOf(used: string, budget: string, graceThreshold: number): string {
  const left = new Big(graceLimitOf(budget, graceThreshold)).minus(used);
  return left.lt(0) ? '0' : left.toFixed();
}
