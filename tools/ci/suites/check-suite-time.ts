import { readTestReport, testReportPaths } from '../../checks/verify/test-reports.js';
import { workspaceRoot } from '../../checks/workspace-root.js';
import { environment } from '../environment.js';
import { judgeSuite } from './judge-suite.js';
import { isTimeEnforced, type TimedKind } from './suite-time.js';

/**
 * Prints the time of the tests of a kind in the run that began at `since`. Returns false if it
 * exceeds the limit and {@link isTimeEnforced}.
 *
 * @param since Milliseconds since 1970.
 */
export function checkSuiteTime(kind: TimedKind, since: number): boolean {
  const reports = testReportPaths(workspaceRoot, kind)
    .map((path) => readTestReport(workspaceRoot, path))
    .filter((report) => report !== null);
  const { isInTime, text } = judgeSuite(kind, since, reports);
  console.log(text);
  return isInTime || !isTimeEnforced(environment);
}
