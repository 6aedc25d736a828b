import type { Resources } from './judge-soak.js';

/** What is repeated, and how long. */
export interface SoakOptions {
  readonly durationMs: number;
  /** Loads once; its argument counts from 0. */
  readonly load: (run: number) => Promise<void>;
  readonly sample: () => Promise<Resources>;
}

/** What a soak found out. */
export interface SoakRun {
  readonly loads: number;
  readonly samples: readonly Resources[];
}

/** So many samples are taken of a soak, however long it is. */
const sampleCount = 60;

/** Loads in a loop for as long as asked, and looks at the resources all along. */
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
