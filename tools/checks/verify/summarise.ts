import type { TestCount } from './count-tests.js';
import type { CheckResult } from './run-check.js';

/** Formats a result as a tick or a cross, the name and the time. */
export function formatResult({ check, isPassed, durationMs }: CheckResult): string {
  const seconds = `${(durationMs / 1000).toFixed(1)} s`;
  return `${isPassed ? '✔' : '✘'} ${check.name.padEnd(12)}${seconds.padStart(8)}`;
}

/**
 * Formats the closing lines, the last one as `N passed, N failed`: every check counts as one, a
 * check that runs tests as its tests.
 */
export function summarise(results: readonly CheckResult[], tests: TestCount | null): string {
  const passedChecks = results.filter(({ isPassed }) => isPassed);
  const seconds = results.reduce((sum, { durationMs }) => sum + durationMs, 0) / 1000;
  const others = results.filter(({ check }) => check.tests === undefined);
  const otherPassed = others.filter(({ isPassed }) => isPassed).length;
  const isTestFailed = results.some(({ check, isPassed }) => check.tests && !isPassed);
  const isIncomplete = isTestFailed || (tests?.missing.length ?? 0) > 0;
  const failedTests = Math.max(tests?.failed ?? 0, isIncomplete ? 1 : 0);
  return [
    `${passedChecks.length} of ${results.length} checks hold, in ${seconds.toFixed(0)} s` +
      (tests === null ? '' : `; ${tests.passed} tests passed, ${tests.failed} failed`),
    `${otherPassed + (tests?.passed ?? 0)} passed, ${others.length - otherPassed + failedTests} failed`,
  ].join('\n');
}
