import type { ChaosTest } from './chaos-test.js';
import type { Skip } from './skip.js';

/** A run of the chaos tests, as `report.json` holds it. */
export interface ChaosReport {
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly durationMs: number;
  readonly seed: number;
  /** Major versions of PostgreSQL. */
  readonly versions: readonly number[];
  readonly tests: readonly ChaosTest[];
  /** Tests that were to run and did not. */
  readonly skips: readonly Skip[];
  /** What is wrong besides failed tests. */
  readonly problems: readonly string[];
}

/** How many tests of a category passed, failed and were skipped. */
export interface CategoryCount {
  readonly category: string;
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** Counts tests by category, in alphabetical order. Tests that a scope leaves out do not count. */
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

/** Returns the tests that took longest, the longest first. */
export function slowestTests(tests: readonly ChaosTest[], limit = 10): readonly ChaosTest[] {
  return [...tests].sort((a, b) => b.durationMs - a.durationMs).slice(0, limit);
}

/** Tells whether every test that ran passed and nothing else is wrong. */
export function isGreen({ tests, problems }: ChaosReport): boolean {
  return problems.length === 0 && tests.every(({ status }) => status !== 'failed');
}
