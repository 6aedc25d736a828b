import { describe, expect, it } from 'vitest';
import { exactAmount, storedAmount } from './exact-amount.js';
import { moneyText } from './money-text.js';

describe('exactAmount', () => {
  it.each([
    ['0.0015', '0.0015'],
    ['1e-7', '0.0000001'],
    [1e-7, '0.0000001'],
    [0.1 + 0.2, '0.30000000000000004'],
    [(7 * 0.15) / 1e6, '0.0000010500000000000001'],
    ['0.1', '0.1'],
    ['12345678.901234', '12345678.901234'],
    ['9999999999.99999999999999999999', '9999999999.99999999999999999999'],
    ['1e9', '1000000000'],
    ['+2.50', '2.5'],
    ['.5', '0.5'],
    ['5.', '5'],
    [0, '0'],
    [-0, '0'],
    ['-0.00', '0'],
    ['-1.5', '-1.5'],
    [-1e-7, '-0.0000001'],
    ['0e999', '0'],
  ])('reads %s as %s', (amount, text) => {
    expect(exactAmount(amount, 'it')).toBe(text);
  });

  it.each([
    ...[Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 1e10, -1e10, 1e300],
    ...['NaN', 'Infinity', '', ' ', '1 ', '$1', '1,5', '0x10', '1e', '1e1.5', '--1', '1_000'],
    ...['1e999999', '1e-999999', '1e999', '1e-999', '10000000000', '1e-41', '1'.repeat(61)],
    ...[null, undefined, {}, [], true, 1n, new Date(0)],
  ])('refuses %s', (amount) => {
    expect(() => exactAmount(amount as never, 'the estimate')).toThrow(
      expect.objectContaining({
        ...{ code: 'AMOUNT_INVALID', category: 'usage' },
        summary: expect.stringContaining('the estimate') as unknown,
      }),
    );
  });

  it('does not show the value that it refuses', () => {
    expect(() => exactAmount('canary', 'it')).toThrow(
      expect.not.objectContaining({ message: expect.stringContaining('canary') as unknown }),
    );
  });
});

describe('storedAmount', () => {
  it('accepts what its column stores unchanged', () => {
    expect(
      ['500.00', 0, '0.0001', '9999999999.9999'].map((one) => storedAmount(one, 'it')),
    ).toEqual(['500', '0', '0.0001', '9999999999.9999']);
  });

  it.each(['-0.01', '0.00001', -1, 'NaN'])('refuses %s', (amount) => {
    expect(() => storedAmount(amount, 'it')).toThrow(
      expect.objectContaining({ code: 'AMOUNT_INVALID' }),
    );
  });
});

describe('moneyText', () => {
  it.each([
    ['12.5000', '12.50'],
    ['12', '12.00'],
    ['0', '0.00'],
    ['0.0000001', '0.0000001'],
    ['100', '100.00'],
    ['100.1050', '100.105'],
  ])('writes %s as %s', (numeric, text) => {
    expect(moneyText(numeric)).toBe(text);
  });
});
