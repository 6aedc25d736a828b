/** How many tests of each kind there are. */
export type TestCounts = Readonly<Record<string, number>>;

/** How much the counts may have grown before the snapshot has to be renewed. */
const growth = 1.1;
const renew = 'npm run renew -- counts';

/**
 * What to say of counts that differ from the snapshot: tests that are gone, and a snapshot that has
 * fallen so far behind that lost tests would not be noticed.
 */
export function compareCounts(snapshot: TestCounts, counts: TestCounts): readonly string[] {
  return Object.entries(snapshot).flatMap(([kind, expected]) => {
    const count = counts[kind] ?? 0;
    if (count < expected) {
      return [
        `${expected - count} of ${expected} ${kind} tests are missing: restore them, or ${renew} and say why in the commit`,
      ];
    }
    return count > expected * growth
      ? [`${count} ${kind} tests, ${expected} in the snapshot: ${renew}`]
      : [];
  });
}
