import { describe, expect, it } from 'vitest';
import { addSpends } from './add-spends.js';

describe('addSpends', () => {
  it('adds exactly what floats cannot, and writes no exponent', () => {
    const steps = ['0.1', '0.2', '0.0000000003'].map((costUsd) => ({
      spend: { calls: 2, cached: 1, costUsd },
    }));
    expect(addSpends({ calls: 1, cached: 0, costUsd: '1000000000000000000000' }, steps)).toEqual({
      calls: 7,
      cached: 3,
      costUsd: '1000000000000000000000.3000000003',
    });
  });

  it('is null without a paid step, and keeps what is known', () => {
    const known = { calls: 1, cached: 0, costUsd: '6.00' };
    expect(addSpends(null, [{}])).toBeNull();
    expect(addSpends(known, [{}])).toBe(known);
    expect(addSpends(null, [{ spend: known }])).toEqual(known);
  });
});
