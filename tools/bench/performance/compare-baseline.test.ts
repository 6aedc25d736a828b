import { describe, expect, it } from 'vitest';
import { findRegressions } from './compare-baseline.js';

describe('findRegressions', () => {
  it('accepts a workload that is faster, equal, or up to a fifth slower', () => {
    expect(findRegressions({ a: 2, b: 2, c: 2 }, { a: 2, b: 1, c: 2.4 })).toEqual([]);
  });

  it('reports name, baseline, result and percentage of a slower workload', () => {
    expect(findRegressions({ 'load by COPY': 2, b: 1 }, { 'load by COPY': 2.6, b: 1 })).toEqual([
      'load by COPY: 2.60 times the reference, 2.00 in the baseline: 30 % slower',
    ]);
  });

  it('ignores a workload without a baseline', () => {
    expect(findRegressions({}, { a: 9 })).toEqual([]);
  });
});
