/** The middle of the numbers; the mean of the middle two where their count is even. */
export function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((one, other) => one - other);
  const upper = sorted[Math.floor(sorted.length / 2)] ?? NaN;
  const lower = sorted[Math.ceil(sorted.length / 2) - 1] ?? NaN;
  return (lower + upper) / 2;
}

/** Runs each subject in turn, round after round, and gives the milliseconds of every round. */
export async function interleave<Name extends string>(
  rounds: number,
  subjects: Readonly<Record<Name, () => unknown>>,
): Promise<Record<Name, number[]>> {
  const names = Object.keys(subjects) as Name[];
  const durations = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<
    Name,
    number[]
  >; // Object.fromEntries forgets the names
  // The first round warms up the compiler and is not counted.
  for (let round = 0; round <= rounds; round += 1) {
    for (const name of names) {
      globalThis.gc?.();
      const startedAt = performance.now();
      await subjects[name]();
      if (round > 0) durations[name].push(performance.now() - startedAt);
    }
  }
  return durations;
}
