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

/** Removes the reports of earlier runs, so that what is counted is what ran. */
export function removeTestReports(root: string, kinds: readonly TestKind[]): void {
  for (const report of kinds.flatMap((kind) => testReportPaths(root, kind))) {
    rmSync(join(root, report), { force: true });
  }
}

/** Adds up the reports that Vitest left in every project for tests of the given kinds. */
export function countTests(root: string, kinds: readonly TestKind[]): TestCount {
  const expected = kinds
    .flatMap((kind) => testReportPaths(root, kind))
    .map((path) => ({ path, report: readTestReport(root, path) }));
  return {
    passed: expected.reduce((sum, { report }) => sum + (report?.numPassedTests ?? 0), 0),
    failed: expected.reduce((sum, { report }) => sum + (report?.numFailedTests ?? 0), 0),
    missing: expected.filter(({ report }) => report === null).map(({ path }) => path),
  };
}
