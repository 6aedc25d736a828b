import { describe, expect, it } from 'vitest';
import { beginOf, fromFieldTime, toFieldTime } from './time-range.js';

const berlin = 'Europe/Berlin';

describe('beginOf', () => {
  it('counts back from now', () => {
    const now = new Date('2026-11-30T13:00:00.000Z');
    expect(beginOf('24h', now)).toBe('2026-11-29T13:00:00.000Z');
    expect(beginOf('7d', now)).toBe('2026-11-23T13:00:00.000Z');
  });

  it('ignores a range that is not offered', () => {
    expect(beginOf('9y', new Date())).toBeNull();
    expect(beginOf(null, new Date())).toBeNull();
  });
});

describe('times of a field', () => {
  it.each([
    ['2026-11-30T13:03:00.000Z', '2026-11-30T14:03'],
    ['2026-07-01T22:30:00.000Z', '2026-07-02T00:30'],
    // The clocks change at 01:00 UTC on these days.
    ['2026-03-29T00:59:00.000Z', '2026-03-29T01:59'],
    ['2026-03-29T01:00:00.000Z', '2026-03-29T03:00'],
    ['2026-10-25T01:00:00.000Z', '2026-10-25T02:00'],
  ])('%s is %s in Berlin, and back', (iso, text) => {
    expect(toFieldTime(iso, berlin)).toBe(text);
    expect(fromFieldTime(text, berlin)).toBe(iso);
  });

  it('ignores a text without a time', () => {
    expect(toFieldTime('x', berlin)).toBe('');
    expect(fromFieldTime('', berlin)).toBeNull();
  });
});
