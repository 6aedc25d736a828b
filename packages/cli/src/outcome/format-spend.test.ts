import { expect, it } from 'vitest';
import { formatSpend } from './format-spend.js';

it.each([
  [{ calls: 600, cached: 400, costUsd: '6.00' }, '600 calls, 400 cached, $6.00'],
  [{ calls: 1, cached: 0, costUsd: '6' }, '1 call, 0 cached, $6.00'],
  [
    { calls: 2_000, cached: 0, costUsd: '1234567.000300' },
    '2,000 calls, 0 cached, $1,234,567.0003',
  ],
  [{ calls: 0, cached: 3, costUsd: '0' }, '0 calls, 3 cached, $0.00'],
])('formats %o', (spend, text) => {
  expect(formatSpend(spend)).toBe(text);
});
