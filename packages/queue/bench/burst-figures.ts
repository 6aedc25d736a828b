import { type BenchPlace, processorSecondsOf } from './bench-place.js';
import { type Figure, figure } from './figure.js';
import { nothing } from './nothing-lane.js';

const count = 10_000;

/** How many runs of nothing four workers complete in a second. */
export async function burstFigures(place: BenchPlace): Promise<readonly Figure[]> {
  const workers = await place.startWorkers(4, { hasNothing: true });
  const submissions = Array.from({ length: count }, (_, run) => ({
    job: nothing,
    request: { input: 'parts', params: { run } },
  }));
  await place.queue.submit(submissions);
  // The workers begin when the submission commits.
  const start = performance.now();
  await place.untilIdle();
  const seconds = (performance.now() - start) / 1_000;
  let used = 0;
  for (const { pid } of workers) used += await processorSecondsOf(pid);
  console.log(`burst: ${seconds.toFixed(1)} s; the workers used ${used.toFixed(1)} s of a core`);
  return [figure('runs of nothing, four workers', count / seconds, 'runs/s', { atLeast: 400 })];
}
