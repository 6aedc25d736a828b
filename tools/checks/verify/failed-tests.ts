import type { TestKind } from './test-kinds.js';
import { readTestReport, testReportPaths } from './test-reports.js';

/** Most lines of one message. */
const messageLines = 4;

/**
 * Lists the tests that failed, each with the beginning of its message. What Vitest prints of them
 * may be far above, or missing when several projects fail.
 *
 * @param folders The folders of some projects, relative to the root; default all.
 */
export function listFailedTests(
  root: string,
  kinds: readonly TestKind[],
  folders?: readonly string[],
): readonly string[] {
  return kinds
    .flatMap((kind) => testReportPaths(root, kind, folders))
    .flatMap((path) => readTestReport(root, path)?.testResults ?? [])
    .flatMap(({ name, status, message, assertionResults }) => {
      const file = name.replace(`${root}/`, '');
      const failed = assertionResults.filter((test) => test.status === 'failed');
      if (failed.length === 0 && status === 'failed') return [`${file}\n${beginningOf(message)}`];
      return failed.map(
        (test) => `${file}: ${test.fullName}\n${beginningOf(test.failureMessages?.[0])}`,
      );
    });
}

function beginningOf(message = 'no message'): string {
  const lines = message.trim().split('\n').slice(0, messageLines);
  return lines.map((line) => `  ${line}`).join('\n');
}
