import type { Ratios } from './compare-baseline.js';

/** Something to time. */
export type Workload = () => unknown;

/**
 * Times the reference and each workload in turn, round after round, and gives the least time of each
 * workload as a multiple of the least time of the reference. `now` is a clock in milliseconds.
 *
 * What else the machine does only ever adds to a time: the least one is what the work itself takes.
 */
export async function measureRatios(
  reference: Workload,
  workloads: Readonly<Record<string, Workload>>,
  rounds: number,
  now: () => number = () => performance.now(),
): Promise<Ratios> {
  let referenceMs = Infinity;
  const least: Record<string, number> = {};
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, workload] of Object.entries(workloads)) {
      referenceMs = Math.min(referenceMs, await timed(reference, now));
      least[name] = Math.min(least[name] ?? Infinity, await timed(workload, now));
    }
  }
  return Object.fromEntries(Object.entries(least).map(([name, ms]) => [name, ms / referenceMs]));
}

async function timed(workload: Workload, now: () => number): Promise<number> {
  globalThis.gc?.();
  const startedAt = now();
  await workload();
  return now() - startedAt;
}
