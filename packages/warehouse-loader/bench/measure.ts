/** An operation to be timed. */
export interface Subject {
  /** Prepares the operation, untimed. */
  readonly prepare: () => Promise<unknown>;
  /** Returns its duration in milliseconds. */
  readonly run: () => Promise<number>;
}

/**
 * Runs each subject in turn, round after round, and returns the milliseconds of every round. The
 * first round warms up server, files and disk, and is not counted. Every other round has the reverse
 * order, so that no subject always follows the same one.
 */
export async function takeTurns<Name extends string>(
  rounds: number,
  subjects: Readonly<Record<Name, Subject>>,
): Promise<Record<Name, readonly number[]>> {
  const names = Object.keys(subjects) as Name[];
  const byName: unknown = Object.fromEntries(names.map((name) => [name, []]));
  const durations = byName as Record<Name, number[]>; // Object.fromEntries loses the names
  for (let round = 0; round <= rounds; round += 1) {
    for (const name of round % 2 === 0 ? names : names.toReversed()) {
      await subjects[name].prepare();
      const ms = await subjects[name].run();
      if (round > 0) durations[name].push(ms);
      console.log(`${round === 0 ? 'warm-up' : `round ${round}`}  ${name}: ${ms.toFixed(0)} ms`);
    }
  }
  return durations;
}

/** The median of the numbers. */
export function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((one, other) => one - other);
  const upper = sorted[Math.floor(sorted.length / 2)] ?? NaN;
  const lower = sorted[Math.ceil(sorted.length / 2) - 1] ?? NaN;
  return (lower + upper) / 2;
}

/** The median over the rounds of the ratio of the durations of two subjects. */
export function medianRatio(longer: readonly number[], shorter: readonly number[]): number {
  return median(longer.map((ms, round) => ms / (shorter[round] ?? NaN)));
}
