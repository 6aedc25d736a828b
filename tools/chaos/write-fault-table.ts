/** Writes `docs/reference/fault-table.md` from the last report: `npm run chaos:table`. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from '../checks/workspace-root.js';
import type { ChaosReport } from './report/chaos-report.js';
import { renderFaultTable } from './report/fault-table.js';

const file = join(workspaceRoot, 'docs/reference/fault-table.md');
const report = JSON.parse(
  readFileSync(join(workspaceRoot, 'test-results/chaos/report.json'), 'utf8'),
) as ChaosReport;
writeFileSync(file, renderFaultTable(report));
console.log(`Written: ${file}`);
