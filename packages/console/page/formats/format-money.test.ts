import { describe, expect, it } from 'vitest';
import { formatMoney, shareOf } from './format-money.js';

describe('formatMoney', () => {
  it.each([
    ['0', '$0.00'],
    ['12.0450', '$12.045'],
    ['1234567.5', '$1,234,567.50'],
    ['100', '$100.00'],
    ['0.0100000000000000000001', '$0.0100000000000000000001'],
    ['90071992547409930.10', '$90,071,992,547,409,930.10'],
  ])('writes %s as %s', (amount, text) => {
    expect(formatMoney(amount)).toBe(text);
  });
});

describe('shareOf', () => {
  it.each([
    ['500.00', 80, '400.0000'],
    ['0.0001', 110, '0.000110'],
    ['0', 110, '0.00'],
    ['90071992547409931', 110, '99079191802150924.10'],
  ])('of %s, %i %% is %s', (amount, percent, share) => {
    expect(shareOf(amount, percent)).toBe(share);
  });
});
