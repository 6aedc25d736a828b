import { effects } from '../test/support/effects-job.js';
import type { BenchPlace } from './bench-place.js';
import { type Figure, figure, medianOf } from './figure.js';

/** The time to submit 1,000 runs at once. */
export async function submitFigures({ queue }: BenchPlace): Promise<readonly Figure[]> {
  const times: number[] = [];
  for (let round = 0; round < 5; round += 1) {
    const submissions = Array.from({ length: 1_000 }, (_, run) => ({
      job: effects,
      request: { input: 'parts', params: { run } },
    }));
    const start = performance.now();
    await queue.submit(submissions);
    times.push((performance.now() - start) / 1_000);
  }
  return [figure('submit of 1,000 runs', medianOf(times), 's', { atMost: 1 })];
}
