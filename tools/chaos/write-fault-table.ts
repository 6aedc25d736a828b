/**
 * Writes `docs/reference/fault-table.md`: `npm run renew -- fault-table`. Uses the last report, or
 * the given reports, such as one for each version; the first provides date and seed.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from '../checks/workspace-root.js';
import { renderFaultTable } from './report/fault-table.js';
import { readReport } from './report/read-report.js';

const files = process.argv.slice(2);
const reports = files.length === 0 ? [readReport()] : files.map((file) => readReport(file));
const found = reports.filter((report) => report !== null);
const [first] = found;
if (first === undefined || found.length < reports.length) {
  console.error('There is no report: create one with npm run ci -- chaos-full.');
  process.exitCode = 2;
} else {
  const tests = found.flatMap((report) => report.tests);
  writeFileSync(
    join(workspaceRoot, 'docs/reference/fault-table.md'),
    renderFaultTable({ ...first, tests }),
  );
}
