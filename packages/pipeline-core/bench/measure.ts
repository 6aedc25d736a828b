/** Returns the median; the mean of the middle two where the count is even. */
export function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((one, other) => one - other);
  const upper = sorted[Math.floor(sorted.length / 2)] ?? NaN;
  const lower = sorted[Math.ceil(sorted.length / 2) - 1] ?? NaN;
  return (lower + upper) / 2;
}

/**
 * Runs each subject in turn, round after round, and returns the milliseconds of every round.
 *
 * A round counts with the smaller of wall clock time and processor time. The time of the main thread is at
 * most either of them, and this excludes the time that other processes take.
 */
export async function interleave<Name extends string>(
  rounds: number,
  subjects: Readonly<Record<Name, () => unknown>>,
): Promise<Record<Name, readonly number[]>> {
  const names = Object.keys(subjects) as Name[];
  const byName: unknown = Object.fromEntries(names.map((name) => [name, []]));
  const durations = byName as Record<Name, number[]>; // Object.fromEntries loses the key types
  // The first rounds warm up the compiler and are not counted.
  for (let round = -2; round < rounds; round += 1) {
    for (const name of names) {
      globalThis.gc?.();
      const startedAt = performance.now();
      const usedBefore = process.cpuUsage();
      await subjects[name]();
      const wallMs = performance.now() - startedAt;
      const { user, system } = process.cpuUsage(usedBefore);
      if (round >= 0) durations[name].push(Math.min(wallMs, (user + system) / 1000));
    }
  }
  return durations;
}

/** Returns the median, over the rounds, of the difference between two subjects. */
export function medianDifference(longer: readonly number[], shorter: readonly number[]): number {
  return median(longer.map((ms, round) => ms - (shorter[round] ?? NaN)));
}

/** Returns the median, over the rounds, of the ratio of two subjects. */
export function medianRatio(longer: readonly number[], shorter: readonly number[]): number {
  return median(longer.map((ms, round) => ms / (shorter[round] ?? NaN)));
}
