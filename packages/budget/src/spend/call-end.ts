import { exactAmount } from '../money/exact-amount.js';
import type { CallEnd } from './ledger.js';
import type { Amount, CallCost } from './paid-call.js';

/** The end of a call that cost nothing: its estimate is given back. */
export const givenBack: CallEnd = { cost: null, units: null, isEstimate: false };

/** Returns the end of a call whose true cost is not known. */
export const endAtEstimate = (estimate: string): CallEnd => ({
  cost: estimate,
  units: null,
  isEstimate: true,
});

/**
 * Returns the end of a call by its cost. A cost below zero counts as zero.
 *
 * @param onNegative - Is called for a cost below zero.
 * @throws WdhError `AMOUNT_INVALID`
 */
export function endAtCost(cost: CallCost | Amount, onNegative: () => void): CallEnd {
  const { cost: amount, units } = isCallCost(cost) ? cost : { cost, units: undefined };
  return {
    cost: notNegative(exactAmount(amount, 'the cost of a call'), onNegative),
    units: units === undefined ? null : exactAmount(units, 'the units of a call'),
    isEstimate: false,
  };
}

/** Returns zero for an amount below zero. */
export function notNegative(amount: string, onNegative: () => void): string {
  if (!amount.startsWith('-')) return amount;
  onNegative();
  return '0';
}

const isCallCost = (cost: CallCost | Amount): cost is CallCost =>
  typeof cost === 'object' && (cost as unknown) !== null;
