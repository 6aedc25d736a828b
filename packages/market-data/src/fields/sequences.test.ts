import { expect, it } from 'vitest';
import { isSequence } from './sequences.js';

it.each(['0', '1', '9007199254740993', '9223372036854775807'])('accepts %s', (text) => {
  expect(isSequence(text)).toBe(true);
});

it.each(['9223372036854775808', '10000000000000000000', '-1', '01', '1.0', '1e3', '', ' 1', '1n'])(
  'refuses %j',
  (text) => {
    expect(isSequence(text)).toBe(false);
  },
);
