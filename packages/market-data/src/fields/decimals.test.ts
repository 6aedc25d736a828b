import { describe, expect, it } from 'vitest';
import { isPrice, isQuantity, priceIssue, quantityIssue } from './decimals.js';

const priceCode = (value: unknown) => priceIssue('price', value)?.code ?? 'accepted';
const quantityCode = (value: unknown) => quantityIssue('quantity', value)?.code ?? 'accepted';

describe('a price', () => {
  it.each([
    ['a whole number', '97234'],
    ['eight decimals', '0.00000001'],
    ['ten digits and eight decimals, the most that numeric(18,8) holds', '9999999999.99999999'],
    ['zeros at its end', '97234.50000000'],
  ])('may have %s', (_, text) => {
    expect(priceCode(text)).toBe('accepted');
    expect(isPrice(text)).toBe(true);
  });

  it.each([
    ['nine decimals', '0.000000001', 'DECIMAL_TOO_MANY_DECIMALS'],
    ['nine decimals of which the last is a zero', '1.000000000', 'DECIMAL_TOO_MANY_DECIMALS'],
    ['eighteen decimals', '0.123456789012345678', 'DECIMAL_TOO_MANY_DECIMALS'],
    ['eleven digits before the point', '10000000000', 'DECIMAL_TOO_MANY_DIGITS'],
    ['nineteen digits', '12345678901.12345678', 'DECIMAL_TOO_MANY_DIGITS'],
    ['zero', '0', 'DECIMAL_ZERO'],
    ['zero with decimals', '0.00000000', 'DECIMAL_ZERO'],
    ['minus zero', '-0.0', 'DECIMAL_ZERO'],
    ['a negative number', '-1.5', 'DECIMAL_NEGATIVE'],
    ['an exponent that hides decimals', '1e-9', 'DECIMAL_EXPONENT'],
    ['an exponent that hides no digit', '1e-7', 'DECIMAL_EXPONENT'],
    ['an exponent that hides zeros', '1.5E+3', 'DECIMAL_EXPONENT'],
    ['an exponent of a huge number', '1e999999999', 'DECIMAL_EXPONENT'],
    ['NaN', 'NaN', 'DECIMAL_INVALID'],
    ['Infinity', 'Infinity', 'DECIMAL_INVALID'],
    ['minus Infinity', '-Infinity', 'DECIMAL_INVALID'],
    ['a plus sign', '+1', 'DECIMAL_INVALID'],
    ['spaces around it', ' 1 ', 'DECIMAL_INVALID'],
    ['a line end after it', '1\n', 'DECIMAL_INVALID'],
    ['no digit after the point', '1.', 'DECIMAL_INVALID'],
    ['no digit before the point', '.5', 'DECIMAL_INVALID'],
    ['a zero before its digits', '007', 'DECIMAL_INVALID'],
    ['a decimal comma', '1,5', 'DECIMAL_INVALID'],
    ['separators of thousands', '97_234', 'DECIMAL_INVALID'],
    ['hexadecimal digits', '0x10', 'DECIMAL_INVALID'],
    ['digits of another script', '１２', 'DECIMAL_INVALID'],
    ['nothing', '', 'TRADE_FIELD_MISSING'],
    ['null', null, 'TRADE_FIELD_MISSING'],
    ['no value', undefined, 'TRADE_FIELD_MISSING'],
    ['a list', ['1'], 'DECIMAL_INVALID'],
    ['a number that has lost digits', 2 ** 60, 'DECIMAL_INVALID'],
  ])('may not be or have %s', (_, value, code) => {
    expect(priceCode(value)).toBe(code);
    expect(isPrice(value)).toBe(false);
  });
});

describe('a quantity', () => {
  it('may have twenty digits and eight decimals, the most that numeric(28,8) holds', () => {
    expect(quantityCode('99999999999999999999.99999999')).toBe('accepted');
    expect(isQuantity('99999999999999999999.99999999')).toBe(true);
  });

  it('may not have 21 digits before the point', () => {
    expect(quantityCode('100000000000000000000')).toBe('DECIMAL_TOO_MANY_DIGITS');
  });

  it('may not be zero', () => {
    expect(quantityCode('0.00000000')).toBe('DECIMAL_ZERO');
  });
});

it('reads a text of a million digits in linear time', () => {
  expect(priceCode(`${'0'.repeat(1_000_000)}x`)).toBe('DECIMAL_INVALID');
  expect(priceCode('9'.repeat(1_000_000))).toBe('DECIMAL_TOO_MANY_DIGITS');
  expect(priceCode(`0.${'0'.repeat(1_000_000)}1`)).toBe('DECIMAL_TOO_MANY_DECIMALS');
});
