import type { Ratios } from './compare-baseline.js';

/** An operation to measure. */
export type Workload = () => unknown;

/**
 * Measures the reference and each workload in alternation, for several rounds, and returns the
 * minimum time of each workload as a multiple of the minimum of the reference. `now` is a clock in
 * milliseconds.
 *
 * Other load of the machine only adds to a time: the minimum is closest to the work itself.
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
