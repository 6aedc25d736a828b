import type { Amount } from '../money/amount.js';
import { exactAmount } from '../money/exact-amount.js';
import type { CallEnd } from './ledger.js';
import type { CallCost } from './paid-call.js';

/** The end of a call that cost nothing: its estimate is given back. */
export const givenBack: CallEnd = { cost: null, units: null, isEstimate: false };

/** Returns the end of a call whose true cost is not known. */
export const endAtEstimate = (estimate: string): CallEnd => ({
  cost: estimate,
  units: null,
  isEstimate: true,
});

/** What is odd about a cost that is entered anyway. */
export type CostOddity = 'budget.cost.negative' | 'budget.units.invalid';

/**
 * Returns the end of a call by its cost. A cost below zero counts as zero, and units that are not
 * an amount are left out: the cost is known.
 *
 * @param onOddity - Is called for such a cost.
 * @throws WdhError `AMOUNT_INVALID`
 */
export function endAtCost(
  cost: CallCost | Amount,
  onOddity: (oddity: CostOddity) => void,
): CallEnd {
  const { cost: amount, units } = isCallCost(cost) ? cost : { cost, units: undefined };
  return {
    cost: notNegative(exactAmount(amount, 'the cost of a call'), () => {
      onOddity('budget.cost.negative');
    }),
    units: readUnits(units, () => onOddity('budget.units.invalid')),
    isEstimate: false,
  };
}

function readUnits(units: Amount | undefined, onInvalid: () => void): string | null {
  if (units === undefined) return null;
  try {
    return exactAmount(units, 'the units of a call');
  } catch {
    onInvalid();
    return null;
  }
}

/** Returns zero for an amount below zero. */
export function notNegative(amount: string, onNegative: () => void): string {
  if (!amount.startsWith('-')) return amount;
  onNegative();
  return '0';
}

const isCallCost = (cost: CallCost | Amount): cost is CallCost =>
  typeof cost === 'object' && (cost as unknown) !== null;
