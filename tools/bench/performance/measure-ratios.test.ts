import { describe, expect, it } from 'vitest';
import { measureRatios, type Workload } from './measure-ratios.js';

const busy =
  (durationMs: number): Workload =>
  () => {
    const end = performance.now() + durationMs;
    while (performance.now() < end);
  };

describe('measureRatios', () => {
  it('gives each workload as a multiple of the reference', async () => {
    const ratios = await measureRatios(busy(5), { same: busy(5), twice: busy(10) }, 5);
    expect(ratios['same']).toBeCloseTo(1, 0);
    expect(ratios['twice']).toBeCloseTo(2, 0);
  });

  it('is not misled by rounds in which the machine is busy', async () => {
    let round = 0;
    const disturbed = (): unknown => busy((round += 1) === 1 ? 50 : 5)();
    const { same } = await measureRatios(busy(5), { same: disturbed }, 5);
    expect(same).toBeCloseTo(1, 0);
  });
});
