import type { TestReport } from '../../checks/verify/test-reports.js';
import { measureSuite, type SuiteTime, type TimedKind } from './suite-time.js';

/** Reports by shard, such as `unit-20-1`. */
export type ShardReports = Readonly<Record<string, readonly TestReport[]>>;

/**
 * Adds up the times of the shards of each Node version. Several machines do not make a suite
 * faster: their times are added, although they overlap.
 *
 * @returns The time by version: `{ '20': … }` for `unit-20-1` and `unit-20-2`.
 */
export function sumShards(
  kind: TimedKind,
  shards: ShardReports,
): Readonly<Record<string, SuiteTime>> {
  const sums: Record<string, SuiteTime> = {};
  for (const [name, reports] of Object.entries(shards)) {
    const version = name.split('-').at(-2) ?? name;
    const time = measureSuite(kind, reports);
    const sum = sums[version] ?? { durationMs: 0, slowest: [] };
    sums[version] = {
      durationMs: sum.durationMs + time.durationMs,
      slowest: [...sum.slowest, ...time.slowest]
        .toSorted((one, other) => other.durationMs - one.durationMs)
        .slice(0, 5),
    };
  }
  return sums;
}
