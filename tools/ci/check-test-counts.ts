/**
 * Compares the number of tests with `test-counts.json`, and rejects reports without the tests with
 * the tag `full`; `--renew` writes the counts.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { reportFindings } from '../checks/finding.js';
import { readTestReport, testReportPaths } from '../checks/verify/test-reports.js';
import { workspaceRoot } from '../checks/workspace-root.js';
import { compareCounts, type TestCounts } from './suites/test-counts.js';
import { complainOfUnrunFull } from './suites/unrun-full-tests.js';

const path = 'tools/ci/test-counts.json';
const { values } = parseArgs({ options: { renew: { type: 'boolean', default: false } } });

const counted = ['unit', 'integration'] as const;
const reports = counted.flatMap((kind) =>
  testReportPaths(workspaceRoot, kind).map((report) => ({
    kind,
    report,
    content: readTestReport(workspaceRoot, report),
  })),
);
const counts: TestCounts = Object.fromEntries(
  counted.map((kind) => [
    kind,
    reports
      .filter((one) => one.kind === kind)
      .map(({ content }) => content?.numTotalTests ?? 0)
      .reduce((sum, count) => sum + count, 0),
  ]),
);
const unrun = reports
  .map(({ report, content }) => content && complainOfUnrunFull(report, content))
  .filter((complaint) => complaint !== null);
const snapshot = new URL('test-counts.json', import.meta.url);
if (values.renew) {
  writeFileSync(snapshot, `${JSON.stringify(counts, null, 2)}\n`);
  console.log(counts);
} else {
  const expected = JSON.parse(readFileSync(snapshot, 'utf8')) as TestCounts;
  reportFindings(
    'Test counts',
    [...compareCounts(expected, counts), ...unrun].map((message) => ({ path, message })),
  );
}
