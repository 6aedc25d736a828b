import { describe, expect, it } from 'vitest';
import { departureOf, metricRows } from './metric-rows.js';

const about = { executionId: 'exec_2', startedAt: '2026-01-31T08:00:00.000Z' };
const figure = (column: string | null, metric: string, value: number | string | null) => ({
  ...about,
  column,
  metric,
  value,
});
const past = (id: string, ...metrics: ReturnType<typeof figure>[]) => ({
  executionId: id,
  startedAt: about.startedAt,
  metrics,
});

describe('the figures of a run', () => {
  it('are listed beside those of earlier runs, those about the run first', () => {
    const rows = metricRows({
      metrics: [figure('a', 'nulls', 3), figure(null, 'rows_read', 10)],
      earlier: [
        past('exec_0', figure('a', 'nulls', 1)),
        past('exec_1', figure(null, 'rows_read', 8)),
      ],
    });
    expect(rows.map(({ column, metric }) => [column, metric])).toStrictEqual([
      [null, 'rows_read'],
      ['a', 'nulls'],
    ]);
    expect(rows[1]).toMatchObject({ value: 3, usual: 1, departs: null });
    expect(rows[1]?.earlier.map(({ value }) => value)).toStrictEqual([1, undefined]);
  });

  it('leave out the results of checks', () => {
    expect(metricRows({ metrics: [figure(null, 'check.x', 0)], earlier: [] })).toStrictEqual([]);
  });

  it('show the latest text as the usual value', () => {
    const rows = metricRows({
      metrics: [figure('day', 'max', '2026-01-31')],
      earlier: [past('exec_1', figure('day', 'max', '2026-01-30'))],
    });
    expect(rows[0]).toMatchObject({ usual: '2026-01-30', departs: null });
  });
});

describe('a departure', () => {
  it('needs three earlier numbers', () => {
    expect(departureOf(100, [1, 1])).toBeNull();
    expect(departureOf(100, [1, 1, 1])).toBe('above');
  });

  it('is far from the median, and not only different', () => {
    expect(departureOf(103, [100, 100, 100])).toBeNull();
    expect(departureOf(90, [100, 100, 100])).toBe('below');
    expect(departureOf(130, [80, 100, 120, 110])).toBeNull();
  });

  it('is not hidden by one earlier run that departs itself', () => {
    expect(departureOf(9_000, [100, 101, 99, 100, 9_000])).toBe('above');
  });

  it('is none for a text or a missing value', () => {
    expect(departureOf('z', [1, 1, 1])).toBeNull();
    expect(departureOf(null, [1, 1, 1])).toBeNull();
  });
});
