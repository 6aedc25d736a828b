import { type Job, type Project, replayRun } from '@wdh/job';
import { WdhError } from '@wdh/pipeline-core';
import type { Run } from '@wdh/runs';
import type { CommandContext } from '../../context/command-context.js';
import { fitParams } from '../../job-command/fit-params.js';
import { builtInJobs } from '../../load-job/built-in-jobs.js';
import { describeError } from '../../outcome/describe-error.js';
import { summaryOf } from '../../outcome/summary-of.js';
import { findRun } from '../../records/find-run.js';
import { openRecords } from '../../records/open-records.js';
import { createProgressDisplay, noProgress } from '../../terminal/progress-display.js';
import { ProgressReporter } from '../../terminal/progress-reporter.js';
import { showReplay } from './show-replay.js';

/** The options of `wdh replay`. */
export interface ReplayCommandOptions {
  readonly dryRun: boolean;
  /** In place of the parameters of the run. Default: those of the run. */
  readonly param?: Readonly<Record<string, unknown>>;
  /** Of a run without one, of a job that has partitions since. Default: that of the run. */
  readonly partition?: string;
}

/** Replays the rejected rows of a run, and prints the outcome. */
export async function replayRejects(
  context: CommandContext,
  name: string,
  { dryRun, param, partition }: ReplayCommandOptions,
): Promise<number> {
  const project = await context.projectIfAny();
  const run = await findRun(await openRecords(context), name);
  const job = jobOf(project, run);
  const { dbPoolSize: poolSize, dbBatchSize: batchSize } = context.settings;
  const progress = new ProgressReporter(
    context.isJson ? noProgress : createProgressDisplay(context.terminal),
  );
  const host = {
    connectionUrl: await context.connectionUrl(),
    poolSize,
    batchSize,
    logger: context.logger,
    signal: context.signal,
    onProgress: progress.onProgress,
  };
  const params = param === undefined ? {} : { params: fitParams(job, param) };
  const asked = { dryRun, partition, ...params };
  const replayed = await replayRun(job, run.executionId, host, asked).finally(() => {
    progress.end();
  });
  const { replayedRun, open, outcome } = replayed;
  const summary = outcome === null ? null : summaryOf(outcome);
  await context.printResult({ replayedRun, open, run: summary }, () =>
    showReplay(replayedRun, open, summary),
  );
  return outcome === null || outcome.error === null ? 0 : describeError(outcome.error).exitCode;
}

/** Returns the job of a run. @throws WdhError `JOB_NOT_FOUND` (usage) if the project has none. */
function jobOf(project: Project | null, { executionId, jobName, pipelineName }: Run): Job {
  const name = jobName ?? pipelineName;
  const job = project?.jobs.get(name) ?? builtInJobs.get(name);
  if (job !== undefined) return job;
  const known = [...(project?.jobs.keys() ?? [])].join(', ');
  const problem =
    project === null
      ? 'there is no wdh.config.ts here or above. Change to the folder of its project'
      : `wdh.config.ts does not list it (it lists ${known === '' ? 'none' : known}). Add the job`;
  throw new WdhError(
    `Run ${executionId} is of job ${name}, and ${problem}; or correct the rows and load them as a file: wdh rejects ${executionId} --open --csv rejects.csv.`,
    { code: 'JOB_NOT_FOUND', category: 'usage' },
  );
}
