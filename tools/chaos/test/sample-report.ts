import type { ChaosReport } from '../report/chaos-report.js';
import type { ChaosTest } from '../report/chaos-test.js';

/** Creates a test that passed; the argument replaces its properties. */
export function sampleTest(changes: Partial<ChaosTest> = {}): ChaosTest {
  return {
    file: 'packages/a/test/chaos/slow/a.chaos.test.ts',
    category: 'slow',
    id: 'N02',
    fault: 'a black hole',
    promise: 'the run fails',
    title: 'N02 a black hole: the run fails',
    isFull: false,
    status: 'passed',
    durationMs: 1,
    serverVersion: 17,
    ...changes,
  };
}

/** Creates the report of a run of these tests. */
export function sampleReport(
  tests: readonly ChaosTest[],
  changes: Partial<ChaosReport> = {},
): ChaosReport {
  return {
    startedAt: '2030-01-01T00:00:00.000Z',
    durationMs: 61_000,
    seed: 42,
    versions: [17, 18],
    tests,
    skips: [],
    problems: [],
    ...changes,
  };
}
