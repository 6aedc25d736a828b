import { join } from 'node:path';
import { type MutantResult, readMutantReport } from '../mutants/mutant-report.js';
import type { ChaosReport } from '../report/chaos-report.js';
import { readReport } from '../report/read-report.js';
import { serverVersions } from '../run/chaos-options.js';

/** The reports of a weekly run. */
export interface WeeklyResults {
  readonly versions: readonly { readonly version: number; readonly report: ChaosReport | null }[];
  /** Null if there is no report. */
  readonly mutants: readonly MutantResult[] | null;
}

/** Reads the artifacts of a weekly run; the folder of each has its name. */
export function readWeeklyResults(folder: string): WeeklyResults {
  return {
    versions: serverVersions.map((version) => ({
      version,
      report: readReport(join(folder, `chaos-weekly-${version}`, 'report.json')),
    })),
    mutants: readMutantReport(join(folder, 'chaos-weekly-mutants')),
  };
}
