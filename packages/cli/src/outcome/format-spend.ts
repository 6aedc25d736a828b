import type { StepSpend } from '@wdh/pipeline-core';
import { showCount } from '../table/show-values.js';

/** Formats a spend, such as `600 calls, 400 cached, $6.00`. No digit is rounded away. */
export function formatSpend({ calls, cached, costUsd }: StepSpend): string {
  const paid = `${showCount(calls)} ${calls === 1 ? 'call' : 'calls'}`;
  return `${paid}, ${showCount(cached)} cached, $${showAmount(costUsd)}`;
}

/** Amounts have at least two decimals, and no zeros after more of them. */
function showAmount(costUsd: string): string {
  const [whole = '0', decimals = ''] = costUsd.split('.');
  const groups = whole.replace(/\B(?=(?:\d{3})+$)/g, ',');
  return `${groups}.${decimals.replace(/0+$/, '').padEnd(2, '0')}`;
}
