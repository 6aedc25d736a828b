import { expect, test } from 'vitest';
import { moneyRule } from './money-rule.js';

test.each(['5', '-1234', ' +7 '])('%j is money under any lc_monetary', (text) => {
  for (const readsPoint of [true, false]) {
    expect(() => {
      moneyRule(readsPoint).check(text);
    }).not.toThrow();
  }
});

test.each(['46.4', '1.00'])('%j is refused if lc_monetary reads no decimal point', (text) => {
  expect(() => {
    moneyRule(true).check(text);
  }).not.toThrow();
  expect(() => {
    moneyRule(false).check(text);
  }).toThrow('lc_monetary does not read');
  expect(moneyRule(false).plain?.test(text)).toBe(false);
});
