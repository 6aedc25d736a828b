import { describe, expect, it } from 'vitest';
import { barsOf, roundUp } from './bar-heights.js';

const day = (loaded: number, rejected = 0) => ({
  day: '2026-11-30',
  loaded,
  rejected,
  succeeded: 0,
  failed: 0,
});

describe('barsOf', () => {
  it('scales to a round number', () => {
    const { bars, top } = barsOf([day(0), day(9_976, 24), day(20_000)]);
    expect(top).toBe(20_000);
    expect(bars.map(({ loaded }) => loaded)).toEqual([0, 49.88, 100]);
  });

  it('shows few rows beside many', () => {
    expect(barsOf([day(1_000_000, 1)]).bars[0]?.rejected).toBe(1.5);
  });

  it('has a scale without rows', () => {
    expect(barsOf([day(0)])).toMatchObject({ top: 1, bars: [{ loaded: 0, rejected: 0 }] });
  });
});

describe('roundUp', () => {
  it.each([
    [1, 1],
    [3, 5],
    [11, 20],
    [999, 1_000],
    [1_000, 1_000],
    [5_001, 10_000],
  ])('%d becomes %d', (count, top) => {
    expect(roundUp(count)).toBe(top);
  });
});
