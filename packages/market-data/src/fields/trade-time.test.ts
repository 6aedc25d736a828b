import { expect, it } from 'vitest';
import { timeSinceEpoch } from './trade-time.js';

it('reads 13 digits as milliseconds', () => {
  expect(timeSinceEpoch('1736899200123')).toBe('2025-01-15T00:00:00.123000Z');
});

it('reads 16 digits as microseconds', () => {
  expect(timeSinceEpoch('1736899200123456')).toBe('2025-01-15T00:00:00.123456Z');
});

it('keeps the zeros of a fraction', () => {
  expect(timeSinceEpoch('1736899200000007')).toBe('2025-01-15T00:00:00.000007Z');
});

it('reads milliseconds and microseconds in turns', () => {
  const times = ['1735689599999', '1735689600000000', '1735689599998', '1735689600000001'];
  expect(times.map(timeSinceEpoch)).toEqual([
    '2024-12-31T23:59:59.999000Z',
    '2025-01-01T00:00:00.000000Z',
    '2024-12-31T23:59:59.998000Z',
    '2025-01-01T00:00:00.000001Z',
  ]);
});

it.each([
  ['seconds', '1736899200'],
  ['14 digits', '17368992001234'],
  ['15 digits', '173689920012345'],
  ['17 digits', '17368992001234567'],
  ['nanoseconds', '1736899200123456789'],
  ['a sign', '-173689920012'],
  ['a decimal point', '1736899200.12'],
  ['13 digits that begin with zeros', '0000899200123'],
  ['a time in ISO 8601', '2025-01-15T00:00:00Z'],
  ['a line end', '1736899200123\n'],
  ['nothing', ''],
])('refuses %s', (_, text) => {
  expect(timeSinceEpoch(text)).toBeNull();
});
