import { expect, it } from 'vitest';
import { wholeNumber } from './parse-numbers.js';

it.each([
  ['1', 1],
  ['-3', -3],
  ['256', 256],
])('reads %s', (text, value) => {
  expect(wholeNumber(-3, 256)(text)).toBe(value);
});

it.each(['', '0', '257', '1.5', '1e2', ' 1', 'many'])('refuses %j', (text) => {
  expect(() => wholeNumber(1, 256)(text)).toThrow('whole number from 1 to 256');
});
