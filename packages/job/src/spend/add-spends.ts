import type { StepMetrics, StepSpend } from '@wdh/pipeline-core';
import { Big } from 'big.js';

type SpendOfStep = Pick<StepMetrics, 'spend'>;

/** Adds what steps have spent to what is known already, exactly; null where nothing was paid for. */
export function addSpends(
  before: StepSpend | null,
  steps: readonly SpendOfStep[],
): StepSpend | null {
  return steps.reduce((sum, { spend }) => (spend === undefined ? sum : add(sum, spend)), before);
}

function add(sum: StepSpend | null, spend: StepSpend): StepSpend {
  if (sum === null) return spend;
  return {
    calls: sum.calls + spend.calls,
    cached: sum.cached + spend.cached,
    // Not toString, which writes small amounts with an exponent.
    costUsd: new Big(sum.costUsd).plus(spend.costUsd).toFixed(),
  };
}
