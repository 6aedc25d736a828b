import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { TestKind } from './test-kinds.js';
import { readTestReport, testReportPaths } from './test-reports.js';

/** How many tests ran. */
export interface TestCount {
  readonly passed: number;
  readonly failed: number;
  /** Reports that should be there and are not, relative to the root. */
  readonly missing: readonly string[];
}

/**
 * Removes the reports of earlier runs, so that what is counted is what ran.
 *
 * @param folders Those of some projects only, relative to the root.
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
 * Adds up the reports that Vitest left in every project for tests of the given kinds.
 *
 * @param folders Those of some projects only, relative to the root.
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
