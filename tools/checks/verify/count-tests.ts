import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type TestKind, testKinds } from './test-kinds.js';

/** How many tests ran. */
export interface TestCount {
  readonly passed: number;
  readonly failed: number;
  /** Reports that should be there and are not, relative to the root. */
  readonly missing: readonly string[];
}

/** Where the projects that have tests of a kind leave their reports, relative to `root`. */
function reportsOf(root: string, kind: TestKind): readonly string[] {
  return ['packages', 'apps', 'tools']
    .flatMap((parent) => readdirSync(join(root, parent)).map((name) => join(parent, name)))
    .filter((folder) => testKinds[kind] in scriptsOf(join(root, folder, 'package.json')))
    .map((folder) => join(folder, 'test-results', `${kind}.json`));
}

function scriptsOf(manifest: string): Readonly<Record<string, string>> {
  if (!existsSync(manifest)) return {};
  const { scripts = {} } = JSON.parse(readFileSync(manifest, 'utf8')) as PackageManifest;
  return scripts;
}

/** Removes the reports of earlier runs, so that what is counted is what ran. */
export function removeTestReports(root: string, kinds: readonly TestKind[]): void {
  for (const report of kinds.flatMap((kind) => reportsOf(root, kind))) {
    rmSync(join(root, report), { force: true });
  }
}

/** Adds up the reports that Vitest left in every project for tests of the given kinds. */
export function countTests(root: string, kinds: readonly TestKind[]): TestCount {
  const expected = kinds.flatMap((kind) => reportsOf(root, kind));
  const missing = expected.filter((report) => !existsSync(join(root, report)));
  const reports = expected
    .filter((report) => !missing.includes(report))
    .map((report) => JSON.parse(readFileSync(join(root, report), 'utf8')) as VitestReport);
  return {
    passed: reports.reduce((sum, { numPassedTests }) => sum + numPassedTests, 0),
    failed: reports.reduce((sum, { numFailedTests }) => sum + numFailedTests, 0),
    missing,
  };
}

interface PackageManifest {
  readonly scripts?: Readonly<Record<string, string>>;
}

interface VitestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
}
