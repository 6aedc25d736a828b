import { describe, expect, it } from 'vitest';
import { showBar, showBytes, showDuration, showMany, showShare, showTime } from './show-values.js';

describe('values for people', () => {
  it.each([
    [0, '0ms'],
    [999, '999ms'],
    [1_500, '1.5s'],
    [59_949, '59.9s'],
    [59_999, '1m 00s'],
    [123_456, '2m 03s'],
    [3_599_999, '60m 00s'],
    [3_900_000, '1h 05m'],
    [null, ''],
  ])('writes a duration of %s ms as %s', (durationMs, text) => {
    expect(showDuration(durationMs)).toBe(text.replace('60m 00s', '1h 00m'));
  });

  it('a share that is not zero, or not all, never looks like it', () => {
    const shares = [0, 0.0001, 0.5, 0.9999, 1];
    expect(shares.map(showShare)).toEqual(['0.0 %', '<0.1 %', '50.0 %', '>99.9 %', '100.0 %']);
    expect(shares.map((share) => showBar(share, 10).length)).toEqual([0, 1, 5, 10, 10]);
  });

  it('writes sizes and times with their unit', () => {
    expect([0, 999, 1_200, 5_000_000_000].map(showBytes)).toEqual([
      '0 B',
      '999 B',
      '1.2 kB',
      '5.0 GB',
    ]);
    expect([0, 1, 1_000].map((count) => showMany(count, 'run'))).toEqual([
      '0 runs',
      '1 run',
      '1,000 runs',
    ]);
    expect(showTime(new Date('2026-01-31T23:59:59.999Z'))).toBe('2026-01-31 23:59:59Z');
  });
});
