/** An operation to be timed. */
export interface Subject {
  /** Prepares the operation, untimed. */
  readonly prepare: () => Promise<unknown>;
  /** Returns its duration in milliseconds. */
  readonly run: () => Promise<number>;
  /** Returns a checksum of what it has stored, equal for all subjects; called in the first round. */
  readonly digest?: () => Promise<string>;
}

/**
 * Runs each subject in turn, round after round, and returns the milliseconds of every round. The
 * first round warms up server, files and disk, and is not counted. Every other round has the reverse
 * order, so that no subject always follows the same one.
 *
 * @throws Error if two subjects have stored different rows.
 */
export async function takeTurns<Name extends string>(
  rounds: number,
  subjects: Readonly<Record<Name, Subject>>,
): Promise<Record<Name, readonly number[]>> {
  const names = Object.keys(subjects) as Name[];
  const byName: unknown = Object.fromEntries(names.map((name) => [name, []]));
  const durations = byName as Record<Name, number[]>; // Object.fromEntries loses the names
  const digests = new Map<string, Name>();
  for (let round = 0; round <= rounds; round += 1) {
    for (const name of round % 2 === 0 ? names : names.toReversed()) {
      const { prepare, run, digest } = subjects[name];
      await prepare();
      const ms = await run();
      if (round > 0) durations[name].push(ms);
      else if (digest !== undefined) digests.set(await digest(), name);
      console.log(`${round === 0 ? 'warm-up' : `round ${round}`}  ${name}: ${ms.toFixed(0)} ms`);
    }
    if (digests.size > 1) {
      throw new Error(`${[...digests.values()].join(' and ')} have stored different rows.`);
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
