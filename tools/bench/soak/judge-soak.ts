import { median } from '../median.js';

/** The resources of a process at one moment. */
export interface Resources {
  /** Memory in use after a garbage collection. */
  readonly memoryBytes: number;
  /** Open files and sockets. */
  readonly descriptors: number;
  /** Sessions on the server. */
  readonly connections: number;
}

/** The change of one resource, and whether it stayed flat. */
export interface ResourceVerdict {
  readonly resource: keyof Resources;
  readonly before: number;
  readonly after: number;
  readonly isFlat: boolean;
}

/** Growth that counts as noise: the larger of this amount and this share. */
const noise: Readonly<Record<keyof Resources, { readonly amount: number; readonly part: number }>> =
  {
    memoryBytes: { amount: 4 * 2 ** 20, part: 0.05 },
    descriptors: { amount: 1, part: 0 },
    connections: { amount: 1, part: 0 },
  };

/** The minimum number of samples. */
const leastSamples = 12;

/**
 * Compares the last third of the samples with the one before; the first third warms up.
 *
 * @throws Error if there are too few samples.
 */
export function judgeSoak(samples: readonly Resources[]): readonly ResourceVerdict[] {
  if (samples.length < leastSamples) {
    throw new Error(
      `${samples.length} samples are too few, at least ${leastSamples} are needed: soak for longer.`,
    );
  }
  const third = Math.floor(samples.length / 3);
  return (Object.keys(noise) as (keyof Resources)[]).map((resource) => {
    const values = samples.map((sample) => sample[resource]);
    const before = median(values.slice(third, 2 * third));
    const after = median(values.slice(-third));
    const { amount, part } = noise[resource];
    return { resource, before, after, isFlat: after - before <= Math.max(amount, before * part) };
  });
}
