import { describe, expect, it } from 'vitest';
import { findRegressions } from './compare-baseline.js';

describe('findRegressions', () => {
  it('accepts what is as fast, faster, or up to a fifth slower', () => {
    expect(findRegressions({ a: 2, b: 2, c: 2 }, { a: 2, b: 1, c: 2.4 })).toEqual([]);
  });

  it('tells name, baseline, current figure and percentage of what is slower', () => {
    expect(findRegressions({ 'load by COPY': 2, b: 1 }, { 'load by COPY': 2.6, b: 1 })).toEqual([
      'load by COPY: 2.60 times the reference, 2.00 in the baseline: 30 % slower',
    ]);
  });

  it('says nothing of a workload that the baseline does not know', () => {
    expect(findRegressions({}, { a: 9 })).toEqual([]);
  });
});
