import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { listProjects } from './project.js';
import { type TestKind, testKinds } from './test-kinds.js';

/** The report of Vitest's JSON reporter for the tests of one kind in one project. */
export interface TestReport {
  readonly numTotalTests: number;
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  /** Milliseconds since 1970. */
  readonly startTime: number;
  readonly testResults: readonly TestFileReport[];
}

/** The report of one file. */
export interface TestFileReport {
  /** Absolute path. */
  readonly name: string;
  /** When its first test began, in milliseconds since 1970. */
  readonly startTime: number;
  readonly endTime: number;
  /** `passed` or `failed`. */
  readonly status?: string;
  /** Why it failed before its tests. */
  readonly message?: string;
  readonly assertionResults: readonly {
    readonly fullName: string;
    /** Such as `passed` or `skipped`. */
    readonly status?: string;
    readonly tags?: readonly string[];
    readonly failureMessages?: readonly string[];
    /** Milliseconds; absent if the test did not run. */
    readonly duration?: number | null;
  }[];
}

/**
 * Returns the paths of the reports of one kind of test, relative to `root`.
 *
 * @param folders Those of some projects only, relative to the root.
 */
export function testReportPaths(
  root: string,
  kind: TestKind,
  folders?: readonly string[],
): readonly string[] {
  return listProjects(root)
    .filter(({ scripts }) => testKinds[kind] in scripts)
    .filter(({ folder }) => folders?.includes(folder) ?? true)
    .map(({ folder }) => join(folder, 'test-results', `${kind}.json`));
}

/** Reads the report at a path relative to `root`, or `null` if it does not exist. */
export function readTestReport(root: string, path: string): TestReport | null {
  const file = join(root, path);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as TestReport) : null;
}
