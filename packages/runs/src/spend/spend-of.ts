import type { StepSpend } from '@wdh/pipeline-core';

/** The columns of a spend, as the tables of runs and steps have them. */
export interface SpendColumns {
  /** In US dollars, as an exact decimal text. */
  readonly costUsd: string | null;
  readonly paidCalls: number | null;
  readonly cachedCalls: number | null;
}

/** Returns the spend of a row; null where nothing was paid for. */
export function spendOf({ costUsd, paidCalls, cachedCalls }: SpendColumns): StepSpend | null {
  if (costUsd === null) return null;
  return { calls: paidCalls ?? 0, cached: cachedCalls ?? 0, costUsd };
}

/** Returns the columns of a spend. */
export function columnsOfSpend(spend: StepSpend | null): SpendColumns {
  if (spend === null) return { costUsd: null, paidCalls: null, cachedCalls: null };
  return { costUsd: spend.costUsd, paidCalls: spend.calls, cachedCalls: spend.cached };
}
