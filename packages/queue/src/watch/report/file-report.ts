import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Run, Runs } from '@wdh/runs';
import { rejectsName, reportName } from '../places/staged-name.js';
import type { EndedFile } from '../records/ended-files.js';
import { writeRejects } from './write-rejects.js';

/** What is written beside a file as `report.json`: its run without the values of its rows. */
export interface FileReport {
  readonly watch: string;
  /** The name of the file; bytes that are not UTF-8 are replaced. */
  readonly file: string;
  readonly sizeBytes: number;
  readonly modifiedAt: string;
  readonly version: string | null;
  readonly status: string;
  /** Why it is skipped, or was refused; null if its run says so. */
  readonly reason: string | null;
  /** Null if the file became no run, or the record of it was deleted. */
  readonly run: Omit<Run, 'children'> | null;
}

/** Writes report and rejected rows of a file into the folder of its run. */
export async function writeReport(
  runs: Runs,
  watch: string,
  file: EndedFile,
  folder: string,
): Promise<void> {
  const run = await runs.getRun(file.executionId);
  if ((run?.rows?.rejected ?? 0) > 0) {
    await writeRejects(runs, file.executionId, join(folder, rejectsName));
  }
  const report = reportOf(watch, file, run);
  await writeFile(join(folder, reportName), `${JSON.stringify(report, null, 2)}\n`);
}

function withoutChildren({ children: _, ...run }: Run): FileReport['run'] {
  return run;
}

function reportOf(watch: string, file: EndedFile, run: Run | null): FileReport {
  const { sizeBytes, modifiedNs } = file.version;
  return {
    watch,
    file: file.name.toString('utf8'),
    sizeBytes: Number(sizeBytes),
    modifiedAt: new Date(Number(BigInt(modifiedNs) / 1_000_000n)).toISOString(),
    version: file.inputVersion,
    status: run?.status ?? file.state,
    reason: file.reason,
    run: run === null ? null : withoutChildren(run),
  };
}
