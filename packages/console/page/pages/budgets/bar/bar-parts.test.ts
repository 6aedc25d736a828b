import { describe, expect, it } from 'vitest';
import { barParts } from './bar-parts.js';

const drawn = {
  spent: '55',
  reserved: '11',
  budget: '100',
  alertThreshold: 80,
  graceThreshold: 110,
};

describe('barParts', () => {
  it('ends near the grace limit', () => {
    expect(barParts(drawn)).toEqual({
      spent: 48,
      reserved: 9.6,
      marks: [
        { kind: 'alert', at: 69.82 },
        { kind: 'budget', at: 87.27 },
        { kind: 'grace', at: 96 },
      ],
    });
  });

  it('has place for all spend beyond the limit', () => {
    const { spent, reserved, marks } = barParts({ ...drawn, spent: '400', reserved: '0' });
    expect([spent, reserved]).toEqual([100, 0]);
    expect(marks.map(({ at }) => at)).toEqual([20, 25, 27.5]);
  });

  it('has no mark for a budget of zero', () => {
    expect(barParts({ ...drawn, budget: '0' })).toEqual({ spent: 100, reserved: 0, marks: [] });
    expect(barParts({ ...drawn, budget: '0.0000', spent: '0' }).spent).toBe(0);
  });
});
