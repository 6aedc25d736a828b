const mib = 2 ** 20;

/** Memory at one moment, after a garbage collection. */
interface MemorySample {
  readonly usedMb: number;
  readonly rssMb: number;
}

/** Memory in the second and the last third of a run, and whether it stayed flat. */
export interface MemoryVerdict {
  readonly before: MemorySample;
  readonly after: MemorySample;
  readonly isFlat: boolean;
}

/** Samples of the memory of this process; the first third is its warm-up. */
export class MemorySamples {
  readonly #samples: MemorySample[] = [];

  take(): void {
    globalThis.gc?.();
    const { heapUsed, external, rss } = process.memoryUsage();
    this.#samples.push({ usedMb: (heapUsed + external) / mib, rssMb: rss / mib });
  }

  /** Growth of 4 MB or 5 % is noise. */
  verdict(): MemoryVerdict {
    const third = Math.floor(this.#samples.length / 3);
    const before = medianOf(this.#samples.slice(third, 2 * third));
    const after = medianOf(this.#samples.slice(2 * third));
    const noiseMb = Math.max(4, before.usedMb * 0.05);
    return { before, after, isFlat: after.usedMb - before.usedMb <= noiseMb };
  }
}

function medianOf(samples: readonly MemorySample[]): MemorySample {
  const middle = (of: (sample: MemorySample) => number): number =>
    samples.map(of).toSorted((a, b) => a - b)[Math.floor(samples.length / 2)] ?? Number.NaN;
  return { usedMb: middle(({ usedMb }) => usedMb), rssMb: middle(({ rssMb }) => rssMb) };
}
