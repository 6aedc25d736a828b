import { Big } from 'big.js';

/** Digits that an amount may have, and its places before the point. */
const maxDigits = 50;
const maxPlaces = 15;

/** An amount of a delivery. */
export interface ExactSpend {
  /** Plain decimal text, such as `80.25`; never negative. */
  readonly spent: string;
  /** Whether it was less than zero, and counts as zero. */
  readonly wasNegative: boolean;
}

/**
 * Returns the exact amount of a JSON number, such as `8.025e1`; null if no gateway could have spent it:
 * more than 50 digits, or 10^15 or more.
 */
export function exactSpend(number: string): ExactSpend | null {
  if (number.length > 2 * maxDigits) return null;
  const amount = new Big(number);
  if (amount.c.length > maxDigits || Math.abs(amount.e) > maxDigits || amount.e >= maxPlaces) {
    return null;
  }
  if (amount.lt(0)) return { spent: '0', wasNegative: true };
  return { spent: amount.abs().toFixed(), wasNegative: false };
}
