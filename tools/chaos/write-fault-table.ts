/** Writes `docs/reference/fault-table.md` from the last report: `npm run chaos:table`. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from '../checks/workspace-root.js';
import { renderFaultTable } from './report/fault-table.js';
import { readReport } from './report/read-report.js';

const report = readReport();
if (report === null) {
  console.error('There is no report yet: npm run test:chaos:full makes one.');
  process.exitCode = 2;
} else {
  writeFileSync(join(workspaceRoot, 'docs/reference/fault-table.md'), renderFaultTable(report));
}
