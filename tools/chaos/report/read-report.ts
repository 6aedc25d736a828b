import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from '../../checks/workspace-root.js';
import type { ChaosReport } from './chaos-report.js';

/** Folder of `report.json` and `report.html`. */
export const reportFolder = join(workspaceRoot, 'test-results/chaos');

/** Reads the report of the last run; null where none got so far. */
export function readReport(): ChaosReport | null {
  const file = join(reportFolder, 'report.json');
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as ChaosReport) : null;
}
