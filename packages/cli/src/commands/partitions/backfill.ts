import type { CommandContext } from '../../context/command-context.js';
import { showMany } from '../../table/show-values.js';
import { reportRuns } from '../jobs/report-runs.js';
import { type EachRun, runEach } from '../jobs/run-each.js';
import { findPartitionedJob, type PartitionedJob } from './job-partitions.js';
import { type BackfillRange, planBackfill, type PlannedPartition } from './plan-backfill.js';
import { leftPartition, reportBackfill } from './report-backfill.js';
import { submitBackfill } from './submit-backfill.js';
import { warnOfAbsentInputs } from './warn-of-absent-inputs.js';

/** The options of `wdh backfill`. */
export interface BackfillOptions extends BackfillRange {
  readonly dryRun: boolean;
  /** Most runs at the same time in this process. Undefined: the workers of the queue run them. */
  readonly parallel?: number;
  readonly quiet: boolean;
  readonly migrate: boolean;
}

/** Loads a range of partitions of a job, and returns the exit code. */
export async function backfill(
  context: CommandContext,
  name: string,
  { dryRun, parallel, quiet, migrate, ...range }: BackfillOptions,
): Promise<number> {
  const found = findPartitionedJob(await context.project(), name);
  const planned = await planBackfill(context, found, range);
  if (parallel !== undefined && !dryRun) {
    return runBackfill(context, found, planned, { parallel, isQuiet: quiet || context.isJson });
  }
  const { job } = found;
  await warnOfAbsentInputs(context, planned);
  const done = dryRun
    ? planned.map(leftPartition)
    : await submitBackfill(context, job, planned, migrate);
  await reportBackfill(context, job, done);
  return 0;
}

async function runBackfill(
  context: CommandContext,
  { job }: PartitionedJob,
  planned: readonly PlannedPartition[],
  how: { readonly parallel: number; readonly isQuiet: boolean },
): Promise<number> {
  const runs = planned.flatMap(asRun);
  const left = planned.length - runs.length;
  if (left > 0) {
    const are = left === 1 ? 'is' : 'are';
    await context.terminal.complain(
      `${showMany(left, 'partition')} of ${planned.length} ${are} left, because loaded, queued or running.`,
    );
  }
  return reportRuns(context, await runEach(context, job, runs, how), undefined);
}

function asRun({ key, request, input }: PlannedPartition): readonly EachRun[] {
  return request === null || input === null ? [] : [{ request, input, label: key }];
}
