import { Big } from 'big.js';
import { budgetError } from '../rules/budget-error.js';
import type { Amount } from './amount.js';

/** Longer texts are not amounts; big numbers are refused before their digits are computed. */
const longestText = 60;
const shape = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d{1,3})?$/i;

/** Most digits before and after the decimal point: a product such as `7 * 0.15 / 1e6` prints 22 decimals. */
const integerDigits = 10;
const decimals = 40;
const tooMuch = new Big(10).pow(integerDigits);

/**
 * Reads an amount as an exact decimal text, such as `0.0000001` for `1e-7`. A number counts as the
 * text that it prints, so that `0.1 + 0.2` is 0.30000000000000004. Below zero is allowed.
 *
 * @param what - What it is, for the message, such as `the estimate`.
 * @throws WdhError `AMOUNT_INVALID` for anything but a finite decimal number below ten billion with at
 * most 40 decimals.
 */
export function exactAmount(amount: Amount, what: string): string {
  const value = readBig(amount);
  if (
    value === null ||
    value.abs().gte(tooMuch) ||
    !value.eq(value.round(decimals, Big.roundDown))
  ) {
    throw budgetError(
      'AMOUNT_INVALID',
      `For a budget, ${what} must be a decimal number of US dollars below 10,000,000,000 with at most ${decimals} decimals, such as "0.0015". Check what computes it.`,
    );
  }
  // Without the sign of a negative zero.
  return value.eq(0) ? '0' : value.toFixed();
}

/**
 * Reads an amount as {@link exactAmount} does, but refuses one below zero or with more decimals than
 * its column has.
 *
 * @throws WdhError `AMOUNT_INVALID`
 */
export function storedAmount(amount: Amount, what: string): string {
  const text = exactAmount(amount, what);
  const value = new Big(text);
  if (value.lt(0) || !value.eq(value.round(4, Big.roundDown))) {
    throw budgetError(
      'AMOUNT_INVALID',
      `For a budget, ${what} must be at least 0 and have at most 4 decimals, such as "500.00".`,
    );
  }
  return text;
}

function readBig(amount: unknown): Big | null {
  const text = typeof amount === 'number' ? String(amount) : amount;
  if (typeof text !== 'string' || text.length > longestText || !shape.test(text)) return null;
  return new Big(text.replace(/^\+/, ''));
}
