import type { RowIssue } from '@wdh/pipeline-core';

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

/** Explains why a value is no price. */
export const priceIssue = (field: string, value: unknown): RowIssue =>
  decimalIssue(field, value, priceDigits);

/** Explains why a value is no quantity. */
export const quantityIssue = (field: string, value: unknown): RowIssue =>
  decimalIssue(field, value, quantityDigits);

function decimalIssue(field: string, value: unknown, digits: number): RowIssue {
  if (value === undefined || value === null || value === '') {
    return { field, code: 'TRADE_FIELD_MISSING', message: 'must not be empty' };
  }
  if (typeof value !== 'string') {
    return { field, code: 'DECIMAL_INVALID', message: 'must be a decimal as text' };
  }
  const [, sign, whole = '', fraction = '', exponent] =
    /^([+-]?)(\d+)(?:\.(\d+))?([eE][+-]?\d+)?$/.exec(value) ?? [];
  if (sign === undefined || sign === '+' || /^0\d/.test(whole)) {
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
