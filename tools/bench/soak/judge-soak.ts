import { median } from '../median.js';

/** What a process holds at one moment. */
export interface Resources {
  /** Memory in use after a collection of garbage. */
  readonly memoryBytes: number;
  /** Open files and sockets. */
  readonly descriptors: number;
  /** Sessions on the server. */
  readonly connections: number;
}

/** How one resource went, and whether it stayed flat. */
export interface ResourceVerdict {
  readonly resource: keyof Resources;
  readonly before: number;
  readonly after: number;
  readonly isFlat: boolean;
}

/** Growth that is noise: so much, or so large a part, whichever is more. */
const noise: Readonly<Record<keyof Resources, { readonly amount: number; readonly part: number }>> =
  {
    memoryBytes: { amount: 4 * 2 ** 20, part: 0.05 },
    descriptors: { amount: 1, part: 0 },
    connections: { amount: 1, part: 0 },
  };

/** So few samples prove nothing. */
const leastSamples = 12;

/**
 * Compares the last third of the samples with the one before; the first third warms up.
 *
 * @throws Error when there are too few samples to say anything.
 */
export function judgeSoak(samples: readonly Resources[]): readonly ResourceVerdict[] {
  if (samples.length < leastSamples) {
    throw new Error(
      `${samples.length} samples prove nothing, ${leastSamples} do: soak for longer.`,
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
