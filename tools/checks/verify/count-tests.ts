import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** How many tests ran. */
export interface TestCount {
  readonly passed: number;
  readonly failed: number;
  /** Projects with tests that left no report. */
  readonly missing: readonly string[];
}

const report = join('test-results', 'tests.json');

/** Projects that have tests, relative to `root`. */
function testedProjects(root: string): readonly string[] {
  return ['packages', 'apps', 'tools']
    .flatMap((parent) => readdirSync(join(root, parent)).map((name) => join(parent, name)))
    .filter((folder) => existsSync(join(root, folder, 'vitest.config.ts')));
}

/** Removes the reports of earlier runs, so that what is counted is what ran. */
export function removeTestReports(root: string): void {
  for (const folder of testedProjects(root)) rmSync(join(root, folder, report), { force: true });
}

/** Adds up the reports that Vitest left in every project. */
export function countTests(root: string): TestCount {
  const folders = testedProjects(root);
  const missing = folders.filter((folder) => !existsSync(join(root, folder, report)));
  const reports = folders
    .filter((folder) => !missing.includes(folder))
    .map((folder) => JSON.parse(readFileSync(join(root, folder, report), 'utf8')) as VitestReport);
  return {
    passed: reports.reduce((sum, { numPassedTests }) => sum + numPassedTests, 0),
    failed: reports.reduce((sum, { numFailedTests }) => sum + numFailedTests, 0),
    missing,
  };
}

interface VitestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
}
