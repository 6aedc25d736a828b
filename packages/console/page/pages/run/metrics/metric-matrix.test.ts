import { describe, expect, it } from 'vitest';
import { metricMatrix } from './metric-matrix.js';

const row = (column: string, metric: string) => ({
  column,
  metric,
  value: 1,
  earlier: [],
  usual: null,
  departs: null,
});

describe('the table of figures', () => {
  it('has the usual metrics first, and a gap where a column has none', () => {
    const { metrics, lines } = metricMatrix([row('a', 'max'), row('a', 'own'), row('b', 'nulls')]);
    expect(metrics).toStrictEqual(['nulls', 'max', 'own']);
    expect(
      lines.map(({ column, cells }) => [column, cells.map((cell) => cell?.metric)]),
    ).toStrictEqual([
      ['a', [undefined, 'max', 'own']],
      ['b', ['nulls', undefined, undefined]],
    ]);
  });

  it('is empty without figures', () => {
    expect(metricMatrix([])).toStrictEqual({ metrics: [], lines: [] });
  });
});
