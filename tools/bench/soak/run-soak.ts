import type { Resources } from './judge-soak.js';

/** The load to repeat, and the duration. */
export interface SoakOptions {
  readonly durationMs: number;
  /** Loads once; its argument counts from 0. */
  readonly load: (run: number) => Promise<void>;
  readonly sample: () => Promise<Resources>;
}

/** The result of a soak. */
export interface SoakRun {
  readonly loads: number;
  readonly samples: readonly Resources[];
}

/** The number of samples, independent of the duration. */
const sampleCount = 60;

/** Loads in a loop for the given duration and samples the resources. */
export async function runSoak({ durationMs, load, sample }: SoakOptions): Promise<SoakRun> {
  const samples: Resources[] = [];
  const startedAt = performance.now();
  let loads = 0;
  while (performance.now() - startedAt < durationMs) {
    await load(loads);
    loads += 1;
    const isDue = (performance.now() - startedAt) / durationMs >= samples.length / sampleCount;
    if (isDue) samples.push(await sample());
  }
  return { loads, samples };
}
