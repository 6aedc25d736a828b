/** Fails when the tests of a kind took longer than they may: `check-suite-time.ts unit`. */
import { parseArgs } from 'node:util';
import { readTestReport, testReportPaths } from '../checks/verify/test-reports.js';
import { workspaceRoot } from '../checks/workspace-root.js';
import {
  complainOfTime,
  measureSuite,
  seconds,
  suiteLimitsMs,
  type TimedKind,
} from './suites/suite-time.js';

const isTimed = (kind: string): kind is TimedKind => kind in suiteLimitsMs;
const { positionals } = parseArgs({ allowPositionals: true });

for (const kind of positionals.filter(isTimed)) {
  const reports = testReportPaths(workspaceRoot, kind)
    .map((path) => readTestReport(workspaceRoot, path))
    .filter((report) => report !== null);
  const time = measureSuite(reports);
  const complaint = complainOfTime(kind, time);
  if (complaint !== null) process.exitCode = 1;
  console.log(
    complaint ??
      `The ${kind} tests took ${seconds(time.durationMs)} of their ${seconds(suiteLimitsMs[kind])}.`,
  );
}
