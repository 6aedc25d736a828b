import { describe, expect, it } from 'vitest';
import { plotLine, plotPoints } from './plot-line.js';
import { plotScale } from './plot-scale.js';
import { plotValues } from './plot-values.js';

describe('plotValues', () => {
  it.each([
    [[1, null, 2], 'null_count', { kind: 'number', values: [1, null, 2] }],
    [[0.1], 'rejected_share', { kind: 'share', values: [0.1] }],
    [['1970-01-02', null], 'min', { kind: 'day', values: [86_400_000, null] }],
    [['1970-01-01 01:00:00'], 'max', { kind: 'time', values: [3_600_000] }],
    [['1970-01-01 01:00:00.5+01'], 'max', { kind: 'time', values: [500] }],
    [['1970-01-01T00:00:01Z', '1970-01-01'], 'max', { kind: 'time', values: [1_000, 0] }],
    [['infinity', '2026-01-01'], 'max', null],
    [['a', 1], 'max', null],
    [[], 'max', { kind: 'number', values: [] }],
    [[null], 'max', { kind: 'number', values: [null] }],
  ])('reads %j of %s', (values, metric, expected) => {
    expect(plotValues(values, metric)).toEqual(expected);
  });

  it('leaves out a day that no calendar of this browser has', () => {
    expect(plotValues(['2026-02-28', '2026-13-45'], 'max')?.values[1]).toBeNull();
  });
});

describe('plotScale', () => {
  it.each([
    [
      [0, 10],
      [0, 2, 4, 6, 8, 10],
    ],
    [
      [3, 97],
      [0, 20, 40, 60, 80, 100],
    ],
    [
      [0.001, 0.0024],
      [0, 0.0005, 0.001, 0.0015, 0.002, 0.0025],
    ],
    [
      [9_970, 10_000],
      [9_970, 9_980, 9_990, 10_000],
    ],
    [
      [-5, 5],
      [-6, -4, -2, 0, 2, 4, 6],
    ],
    [[5], [0, 1, 2, 3, 4, 5]],
    [[0], [0, 0.5]],
    [[], [0, 1]],
    [[null], [0, 1]],
  ])('of %j has round ticks', (values, ticks) => {
    const scale = plotScale(values, 'number');
    expect(scale.ticks).toEqual(ticks);
    expect([scale.from, scale.to]).toEqual([ticks[0], ticks.at(-1)]);
  });

  it('holds large and small numbers in few ticks', () => {
    for (const values of [
      [1e15, 3e15],
      [1e-9, 2e-9],
      [123_456_789, 123_456_790],
      [-1e9, -999],
    ]) {
      const { from, to, ticks } = plotScale(values, 'number');
      expect(from).toBeLessThanOrEqual(Math.min(...values));
      expect(to).toBeGreaterThanOrEqual(Math.max(...values));
      expect(ticks.length).toBeLessThanOrEqual(8);
      expect(new Set(ticks).size).toBe(ticks.length);
    }
  });

  it('begins amounts at 0, however small their differences are', () => {
    expect(plotScale([5.75, 7], 'number').from).toBeGreaterThan(0);
    expect(plotScale([5.75, 7], 'amount').from).toBe(0);
  });

  it('has whole days as ticks of days', () => {
    const { ticks } = plotScale([Date.UTC(2026, 0, 1), Date.UTC(2026, 0, 3)], 'day');
    expect(ticks.every((tick) => tick % 86_400_000 === 0)).toBe(true);
    expect(plotScale([0], 'day').ticks).toHaveLength(2);
  });
});

describe('plotPoints and plotLine', () => {
  const area = { width: 120, height: 70, left: 10, right: 10, top: 10, bottom: 10 };
  const scale = { from: 0, to: 10, ticks: [] };

  it('places values side by side, and leaves a gap where there is none', () => {
    const points = plotPoints([0, 10, null, 5, 5], scale, area);
    expect(points).toEqual([
      { x: 10, y: 60 },
      { x: 35, y: 10 },
      { x: 60, y: null },
      { x: 85, y: 35 },
      { x: 110, y: 35 },
    ]);
    expect(plotLine(points)).toBe('M10,60L35,10M85,35L110,35');
  });

  it('places one value in the middle', () => {
    expect(plotPoints([5], scale, area)).toEqual([{ x: 60, y: 35 }]);
  });
});
