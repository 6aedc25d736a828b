/** Compares how many tests there are with `test-counts.json`; `--renew` writes it anew. */
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { reportFindings } from '../checks/finding.js';
import { readTestReport, testReportPaths } from '../checks/verify/test-reports.js';
import { workspaceRoot } from '../checks/workspace-root.js';
import { compareCounts, type TestCounts } from './suites/test-counts.js';

const path = 'tools/ci/test-counts.json';
const { values } = parseArgs({ options: { renew: { type: 'boolean', default: false } } });

const counted = ['unit', 'integration'] as const;
const counts: TestCounts = Object.fromEntries(
  counted.map((kind) => [
    kind,
    testReportPaths(workspaceRoot, kind)
      .map((report) => readTestReport(workspaceRoot, report)?.numTotalTests ?? 0)
      .reduce((sum, count) => sum + count, 0),
  ]),
);
const snapshot = new URL('test-counts.json', import.meta.url);
if (values.renew) {
  writeFileSync(snapshot, `${JSON.stringify(counts, null, 2)}\n`);
  console.log(counts);
} else {
  const expected = JSON.parse(readFileSync(snapshot, 'utf8')) as TestCounts;
  reportFindings(
    'Test counts',
    compareCounts(expected, counts).map((message) => ({ path, message })),
  );
}
