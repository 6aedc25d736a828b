import { describe, expect, it } from 'vitest';
import { measureRatios, type Workload } from './measure-ratios.js';

/** A clock that only the workloads advance. */
let clockMs = 0;
const now = (): number => clockMs;
const busy =
  (durationMs: number): Workload =>
  () => {
    clockMs += durationMs;
  };

describe('measureRatios', () => {
  it('returns each workload as a multiple of the reference', async () => {
    const ratios = await measureRatios(busy(5), { same: busy(5), twice: busy(10) }, 5, now);
    expect(ratios).toEqual({ same: 1, twice: 2 });
  });

  it('ignores rounds in which the machine is busy', async () => {
    let round = 0;
    const disturbed = (): unknown => busy((round += 1) === 1 ? 50 : 5)();
    const { same } = await measureRatios(busy(5), { same: disturbed }, 5, now);
    expect(same).toBe(1);
  });
});
