import type { RowIssue } from '@wdh/pipeline-core';
import { exactText } from './exact-text.js';
import { isMissing, missingField } from './missing-field.js';

/** Decimals of a price and of a quantity. */
const decimals = 8;

/** Digits before the point of numeric(18,8). */
const priceDigits = 10;

/** Digits before the point of numeric(28,8). */
const quantityDigits = 20;

const positive = (digits: number): RegExp =>
  new RegExp(`^(?=.*[1-9])(?:0|[1-9]\\d{0,${digits - 1}})(?:\\.\\d{1,${decimals}})?$`);

const price = positive(priceDigits);
const quantity = positive(quantityDigits);

/** Returns whether a value is a decimal as text that numeric(18,8) holds unchanged, above 0. */
export const isPrice = (value: unknown): value is string =>
  typeof value === 'string' && price.test(value);

/** Returns whether a value is a decimal as text that numeric(28,8) holds unchanged, above 0. */
export const isQuantity = (value: unknown): value is string =>
  typeof value === 'string' && quantity.test(value);

/** Returns why a value is not a price; null for a price. */
export const priceIssue = (field: string, value: unknown): RowIssue | null =>
  isPrice(exactText(value)) ? null : decimalIssue(field, value, priceDigits);

/** Returns why a value is not a quantity; null for a quantity. */
export const quantityIssue = (field: string, value: unknown): RowIssue | null =>
  isQuantity(exactText(value)) ? null : decimalIssue(field, value, quantityDigits);

const written = /^(-?)(0|[1-9]\d*)(?:\.(\d+))?([eE][+-]?\d+)?$/;

function decimalIssue(field: string, value: unknown, digits: number): RowIssue {
  if (isMissing(value)) return missingField(field);
  const [, sign, whole = '', fraction = '', exponent] = written.exec(exactText(value) ?? '') ?? [];
  if (sign === undefined) {
    return { field, code: 'DECIMAL_INVALID', message: 'must be a plain decimal, such as 0.25' };
  }
  if (exponent !== undefined) {
    return { field, code: 'DECIMAL_EXPONENT', message: 'must be written without an exponent' };
  }
  if (!/[1-9]/.test(whole + fraction)) {
    return { field, code: 'DECIMAL_ZERO', message: 'must be greater than 0, not 0' };
  }
  if (sign === '-') {
    return { field, code: 'DECIMAL_NEGATIVE', message: 'must be greater than 0, not negative' };
  }
  if (fraction.length > decimals) {
    const message = `must have at most ${decimals} decimals`;
    return { field, code: 'DECIMAL_TOO_MANY_DECIMALS', message };
  }
  const message = `must have at most ${digits} digits before the point`;
  return { field, code: 'DECIMAL_TOO_MANY_DIGITS', message };
}
