import type { ChaosTest } from './chaos-test.js';
import type { Skip } from './skip.js';

/** A run of the chaos tests, as stored in `report.json`. */
export interface ChaosReport {
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly durationMs: number;
  readonly seed: number;
  /** Major versions of PostgreSQL. */
  readonly versions: readonly number[];
  readonly tests: readonly ChaosTest[];
  /** Tests that were skipped. */
  readonly skips: readonly Skip[];
  /** Problems other than failed tests. */
  readonly problems: readonly string[];
}

/** The numbers of passed, failed and skipped tests of a category. */
export interface CategoryCount {
  readonly category: string;
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** Counts tests by category, in alphabetical order. Tests outside of the scope do not count. */
export function countByCategory(tests: readonly ChaosTest[]): readonly CategoryCount[] {
  const categories = [...new Set(tests.map(({ category }) => category))].sort();
  return categories.map((category) => {
    const own = tests.filter((test) => test.category === category);
    const count = (status: ChaosTest['status']) =>
      own.filter((test) => test.status === status).length;
    return {
      category,
      passed: count('passed'),
      failed: count('failed'),
      skipped: count('skipped'),
    };
  });
}

/** Returns the slowest tests, the slowest first. */
export function slowestTests(tests: readonly ChaosTest[], limit = 10): readonly ChaosTest[] {
  return [...tests].sort((a, b) => b.durationMs - a.durationMs).slice(0, limit);
}

/** Returns whether every test that ran passed and there are no other problems. */
export function isGreen({ tests, problems }: ChaosReport): boolean {
  return problems.length === 0 && tests.every(({ status }) => status !== 'failed');
}
