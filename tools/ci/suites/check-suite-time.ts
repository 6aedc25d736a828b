import { readTestReport, testReportPaths } from '../../checks/verify/test-reports.js';
import { workspaceRoot } from '../../checks/workspace-root.js';
import {
  complainOfTime,
  measureSuite,
  seconds,
  suiteLimitsMs,
  type TimedKind,
} from './suite-time.js';

/** Tells the time that the tests of a kind took by their reports, and whether it is within the limit. */
export function checkSuiteTime(kind: TimedKind): boolean {
  const reports = testReportPaths(workspaceRoot, kind)
    .map((path) => readTestReport(workspaceRoot, path))
    .filter((report) => report !== null);
  const time = measureSuite(kind, reports);
  const complaint = complainOfTime(kind, time);
  console.log(
    complaint ??
      `The ${kind} tests took ${seconds(time.durationMs)} of their ${seconds(suiteLimitsMs[kind])}.`,
  );
  return complaint === null;
}
