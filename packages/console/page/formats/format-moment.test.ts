import { describe, expect, it } from 'vitest';
import {
  formatFully,
  formatMoment,
  formatRelative,
  formatTime,
  isSameDay,
} from './format-moment.js';

const at = new Date('2026-11-30T13:03:05.000Z');
const after = (seconds: number): Date => new Date(at.getTime() + seconds * 1_000);

describe('formatMoment', () => {
  it('writes a time in a zone', () => {
    expect(formatMoment(at, at, { zone: 'Europe/Berlin' })).toBe('30 Nov, 14:03:05');
    expect(formatMoment(at, at, { zone: 'UTC' })).toBe('30 Nov, 13:03:05');
    expect(formatMoment(at, at, { zone: 'UTC', isShort: true })).toBe('30 Nov, 13:03');
  });

  it('adds the year of another year, by the zone', () => {
    const newYear = new Date('2026-12-31T23:30:00.000Z');
    expect(formatMoment(newYear, at, { zone: 'UTC' })).toBe('31 Dec, 23:30:00');
    expect(formatMoment(newYear, at, { zone: 'Europe/Berlin' })).toBe('1 Jan 2027, 00:30:00');
  });
});

describe('isSameDay', () => {
  it('asks the zone', () => {
    const before = new Date('2026-11-29T23:30:00.000Z');
    expect(isSameDay(at, before, { zone: 'UTC' })).toBe(false);
    expect(isSameDay(at, before, { zone: 'Europe/Berlin' })).toBe(true);
    expect(formatTime(before, { zone: 'Europe/Berlin' })).toBe('00:30');
  });
});

describe('formatFully', () => {
  it('names the zone', () => {
    expect(formatFully(at, { zone: 'UTC' })).toBe('30 Nov 2026, 13:03:05 UTC');
  });
});

describe('formatRelative', () => {
  it.each([
    [0, 'just now'],
    [4, 'just now'],
    [-3, 'now'],
    [30, '30 seconds ago'],
    [119, '1 minute ago'],
    [3_600, '1 hour ago'],
    [47 * 3_600, '47 hours ago'],
    [48 * 3_600, '2 days ago'],
    [-7_200, 'in 2 hours'],
  ])('writes what was %d seconds ago as %s', (seconds, text) => {
    expect(formatRelative(at, after(seconds))).toBe(text);
  });
});
