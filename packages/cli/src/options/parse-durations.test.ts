import { expect, it } from 'vitest';
import { parseDuration, parseKeptDays, parseSpan } from './parse-durations.js';

it.each([
  ['30s', 30_000],
  ['10m', 600_000],
  ['2h', 7_200_000],
  ['24d', 2_073_600_000],
])('reads %s', (text, ms) => {
  expect(parseDuration(text)).toBe(ms);
});

it.each(['', '0s', '10', 'm', '-1m', '1.5h', '25d', '2w', '1e3s'])('refuses "%s"', (text) => {
  expect(() => parseDuration(text)).toThrow('Expected a time such as 30s');
});

it('reads how long something holds', () => {
  const day = 86_400_000;
  expect(['30m', '12h', '7d', '2w', '3650d'].map(parseSpan)).toEqual([
    ...[1_800_000, day / 2, 7 * day, 14 * day, 3_650 * day],
  ]);
  for (const text of ['', '7', '0d', '30s', '-1d', '1.5h', '3651d', '522w']) {
    expect(() => parseSpan(text)).toThrow('Expected a time such as 30m');
  }
});

it('reads days for which something is kept, and none', () => {
  expect(['0', '7d', '2w'].map(parseKeptDays)).toEqual([0, 7, 14]);
  for (const text of ['', '7', '-1d', '0d']) {
    expect(() => parseKeptDays(text)).toThrow('Expected a number of days');
  }
});
