import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from '../../checks/workspace-root.js';
import type { ChaosReport } from './chaos-report.js';

/** Folder of `report.json` and `report.html`. */
export const reportFolder = join(workspaceRoot, 'test-results/chaos');

/** Reads a report, by default of the last run; null if there is none. */
export function readReport(file = join(reportFolder, 'report.json')): ChaosReport | null {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as ChaosReport) : null;
}
