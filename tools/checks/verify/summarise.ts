import type { TestCount } from './count-tests.js';
import type { CheckResult } from './run-check.js';

const marks = { passed: '✔', failed: '✘', 'not checked': '?' } as const;

/** Formats a result as a tick, a cross or a question mark, the name and the time. */
export function formatResult({ check, outcome, durationMs }: CheckResult): string {
  const seconds = `${(durationMs / 1000).toFixed(1)} s`;
  const note = outcome === 'not checked' ? '  not checked' : '';
  return `${marks[outcome]} ${check.name.padEnd(13)}${seconds.padStart(8)}${note}`;
}

/**
 * Formats the closing lines, the last one as `N passed, N failed`: every check counts as one, a
 * check that runs tests as its tests.
 */
export function summarise(results: readonly CheckResult[], tests: TestCount | null): string {
  const count = (outcome: CheckResult['outcome'], among = results): number =>
    among.filter((result) => result.outcome === outcome).length;
  const seconds = results.reduce((sum, { durationMs }) => sum + durationMs, 0) / 1000;
  const others = results.filter(({ check }) => check.tests === undefined);
  const isTestFailed = results.some(({ check, outcome }) => check.tests && outcome === 'failed');
  const isIncomplete = isTestFailed || (tests?.missing.length ?? 0) > 0;
  const failedTests = Math.max(tests?.failed ?? 0, isIncomplete ? 1 : 0);
  return [
    `${count('passed')} of ${results.length} checks passed in ${seconds.toFixed(0)} s` +
      (count('not checked') === 0 ? '' : `; ${count('not checked')} not checked`) +
      (tests === null ? '' : `; ${tests.passed} tests passed, ${tests.failed} failed`),
    `${count('passed', others) + (tests?.passed ?? 0)} passed, ${count('failed', others) + failedTests} failed`,
  ].join('\n');
}
