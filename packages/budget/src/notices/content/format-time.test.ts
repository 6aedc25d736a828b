import { expect, test } from 'vitest';
import { formatTime, formatTimeFrom } from './format-time.js';

const now = new Date('2026-11-28T06:30:00Z');

test('it formats a time in UTC', () => {
  expect(formatTime(now)).toBe('2026-11-28 06:30 UTC');
});

test.each([
  ['2026-11-28T06:29:00Z', '2026-11-28 06:29 UTC'],
  ['2026-11-28T06:30:00Z', '2026-11-28 06:30 UTC'],
  ['2026-11-28T06:31:00Z', '2026-11-28 06:31 UTC, in less than an hour'],
  ['2026-11-28T07:30:00Z', '2026-11-28 07:30 UTC, in 1 hour'],
  ['2026-11-28T07:31:00Z', '2026-11-28 07:31 UTC, in 2 hours'],
  ['2026-11-30T06:29:00Z', '2026-11-30 06:29 UTC, in 48 hours'],
  ['2026-11-30T06:30:00Z', '2026-11-30 06:30 UTC, in 2 days'],
  ['2026-12-01T00:00:00Z', '2026-12-01 00:00 UTC, in 3 days'],
])('it formats %s as %s', (time, text) => {
  expect(formatTimeFrom(new Date(time), now)).toBe(text);
});
