import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { TestKind } from './test-kinds.js';
import { readTestReport, testReportPaths } from './test-reports.js';

/** How many tests ran. */
export interface TestCount {
  readonly passed: number;
  readonly failed: number;
  /** Missing reports, relative to the root. */
  readonly missing: readonly string[];
}

/**
 * Removes the reports of earlier runs, so that only tests of this run are counted.
 *
 * @param folders The folders of some projects, relative to the root; default all.
 */
export function removeTestReports(
  root: string,
  kinds: readonly TestKind[],
  folders?: readonly string[],
): void {
  for (const report of kinds.flatMap((kind) => testReportPaths(root, kind, folders))) {
    rmSync(join(root, report), { force: true });
  }
}

/**
 * Adds up the Vitest reports of all projects for tests of the given kinds.
 *
 * @param folders The folders of some projects, relative to the root; default all.
 */
export function countTests(
  root: string,
  kinds: readonly TestKind[],
  folders?: readonly string[],
): TestCount {
  const expected = kinds
    .flatMap((kind) => testReportPaths(root, kind, folders))
    .map((path) => ({ path, report: readTestReport(root, path) }));
  return {
    passed: expected.reduce((sum, { report }) => sum + (report?.numPassedTests ?? 0), 0),
    failed: expected.reduce((sum, { report }) => sum + (report?.numFailedTests ?? 0), 0),
    missing: expected.filter(({ report }) => report === null).map(({ path }) => path),
  };
}
