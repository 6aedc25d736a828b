import { expect, test } from 'vitest';
import { compareVersions } from './compare-versions.js';

test.each([
  ['9', '10'],
  ['2.9', '2.10'],
  ['V1', 'V2'],
  ['1', '1a'],
  ['a', 'b'],
  ['20260131', '20260201'],
  ['99999999999999999998', '99999999999999999999'],
])('%s is before %s', (one, other) => {
  expect(compareVersions(one, other)).toBeLessThan(0);
  expect(compareVersions(other, one)).toBeGreaterThan(0);
});

test('a version is equal to itself, and to the same number', () => {
  expect(compareVersions('V2', 'V2')).toBe(0);
  expect(compareVersions('02', '2')).toBe(0);
});
