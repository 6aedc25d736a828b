import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { graceLeftOf, graceLimitOf, levelOf, percentageOf } from './level-of.js';

const usual = { alertThreshold: 80, graceThreshold: 110 };

describe('levelOf', () => {
  it.each([
    ['0', '100', 'normal'],
    ['79.99', '100', 'normal'],
    ['79.9999999999', '100', 'normal'],
    ['80.00', '100', 'alert'],
    ['99.99', '100', 'alert'],
    ['100.00', '100', 'critical'],
    ['105', '100', 'critical'],
    ['109.99', '100', 'critical'],
    ['109.9999999999', '100', 'critical'],
    ['110.00', '100', 'blocked'],
    ['1e9', '100', 'blocked'],
    ['0', '0', 'blocked'],
    ['-1', '0', 'blocked'],
    ['-1', '100', 'normal'],
    // In floating point, 0.1 + 0.7 is 0.7999999999999999, and 1.1 * 3 is 3.3000000000000003.
    ['0.8', '1', 'alert'],
    ['3.3', '3', 'blocked'],
    ['0.00000008', '0.0000001', 'alert'],
    ['12345678.9012', '12345678.9013', 'alert'],
  ])('takes %s of %s for %s', (spent, budget, level) => {
    expect(levelOf(spent, budget, usual)).toBe(level);
  });

  it('has no grace at 100 %, and no alert before 100 %', () => {
    const strict = { alertThreshold: 100, graceThreshold: 100 };
    expect(levelOf('99.99', '100', strict)).toBe('normal');
    expect(levelOf('100', '100', strict)).toBe('blocked');
  });
});

describe('percentageOf', () => {
  it.each([
    ['79.99', '100', '79.99'],
    ['79.9999', '100', '79.99'],
    ['80', '100', '80.00'],
    ['109.999', '100', '109.99'],
    ['1', '3', '33.33'],
    ['2', '3', '66.66'],
    ['-1', '3', '0.00'],
    ['1', '0', null],
    ['29999999999999999999999', '30000000000000000000000', '99.99'],
  ])('takes %s of %s for %s per cent', (spent, budget, percentage) => {
    expect(percentageOf(spent, budget)).toBe(percentage);
  });

  it('is never more than it is, and less by less than a hundredth', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 10n ** 30n }),
        fc.bigInt({ min: 1n, max: 10n ** 30n }),
        (spent, budget) => {
          const hundredths = BigInt(
            (percentageOf(String(spent), String(budget)) ?? '').replace('.', ''),
          );
          expect(hundredths).toBe((spent * 10_000n) / budget);
        },
      ),
    );
  });
});

it('computes what is left below the grace limit exactly, and never less than nothing', () => {
  expect(graceLimitOf('0.0001', 133)).toBe('0.000133');
  expect(graceLeftOf('0.3', '0.3', 110)).toBe('0.03');
  expect(graceLeftOf('0.34', '0.3', 110)).toBe('0');
});
