import type { Project } from '@wdh/job';
import type { Queryable } from '@wdh/postgres';
import { countOpenRejects, type RecordedCheck, type Run, type Runs } from '@wdh/runs';
import { onWire } from '../wire/on-wire.js';
import type { WireCheck, WireRun } from '../wire/runs.js';

/** Where runs and their details are read. */
export interface RunRecords {
  readonly runs: Runs;
  readonly project: Pick<Project, 'jobs'>;
  readonly database: Queryable;
}

/** Reads a run with its details; null if there is none with that id. */
export async function readRun(
  { runs, project, database }: RunRecords,
  executionId: string,
): Promise<WireRun | null> {
  const run = await runs.getRun(executionId);
  if (run === null) return null;
  const [steps, openRejects, skippedFor] = await Promise.all([
    runs.stepsOf(executionId),
    openRejectsOf(database, run),
    run.status === 'skipped' ? runs.skippedFor(executionId) : null,
  ]);
  const hasChecks = steps.some(({ kind }) => kind === 'check');
  return {
    run: onWire(run),
    steps: onWire(steps),
    checks: hasChecks ? (await runs.checksOf({ run: executionId })).map(checkOf) : [],
    isRepeatable: run.jobName !== null && project.jobs.has(run.jobName),
    openRejects,
    skippedFor: onWire(skippedFor),
  };
}

function checkOf({ name, hasPassed, found, severity }: RecordedCheck): WireCheck {
  return { name, hasPassed, found, severity };
}

/** Only a run that has ended has rejected rows: they are committed with its end. */
function openRejectsOf(database: Queryable, { executionId, rows }: Run): Promise<number | null> {
  if (rows === null || rows.rejected === 0) return Promise.resolve(null);
  return countOpenRejects(database, executionId);
}
