/** The number of tests of each kind. */
export type TestCounts = Readonly<Record<string, number>>;

/** The growth of the counts from which the snapshot must be renewed. */
const growth = 1.1;
const renew = 'npm run renew -- counts';

/**
 * Returns messages about counts that differ from the snapshot: missing tests, and a snapshot so
 * outdated that missing tests would not be detected.
 */
export function compareCounts(snapshot: TestCounts, counts: TestCounts): readonly string[] {
  return Object.entries(snapshot).flatMap(([kind, expected]) => {
    const count = counts[kind] ?? 0;
    if (count < expected) {
      return [
        `${expected - count} of ${expected} ${kind} tests are missing: restore them, or ${renew} and give the reason in the commit`,
      ];
    }
    return count > expected * growth
      ? [`${count} ${kind} tests, ${expected} in the snapshot: ${renew}`]
      : [];
  });
}
