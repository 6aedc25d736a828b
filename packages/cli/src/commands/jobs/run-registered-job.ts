import { basename, resolve } from 'node:path';
import { checkPartition, inputOf, type Job } from '@wdh/job';
import type { CommandContext } from '../../context/command-context.js';
import { fitParams } from '../../job-command/fit-params.js';
import { requestOf, type RunOptions } from '../../options/run-options.js';
import { expectSummaryPlace } from '../../outcome/write-summary.js';
import { findJob } from './find-job.js';
import { reportRuns } from './report-runs.js';
import { runEach } from './run-each.js';
import { expectDifferent, findRunInputs, inputInPartition, usage } from './run-inputs.js';

/** The options of `wdh run`. */
export interface RunJobOptions extends Omit<RunOptions, 'input'> {
  readonly input?: readonly string[];
  readonly parallel: number;
  readonly summaryFile?: string;
  readonly rejectsFile?: string;
  readonly quiet: boolean;
}

/** Runs a job of the project, once for each input, and returns the worst exit code. */
export async function runRegisteredJob(
  context: CommandContext,
  name: string,
  options: RunJobOptions,
): Promise<number> {
  const job = findJob(await context.project(), name);
  const { input: patterns, param, quiet, parallel, ...given } = options;
  const { partition } = given;
  checkPartition(job, partition);
  const inputs = await findRunInputs(patterns?.map((each) => inputInPartition(each, partition)));
  const summaryFile = wholePath(options.summaryFile);
  const rejectsFile = wholePath(options.rejectsFile);
  checkSeveral(job, inputs.length, options);
  const params = param === undefined ? {} : { param: fitParams(job, param) };
  const wanted = { ...requestOf(undefined, { ...given, ...params }) };
  const requests = inputs.map((input) => (input === undefined ? wanted : { ...wanted, input }));
  const read = await Promise.all(requests.map((request) => inputOf(job, request)));
  await expectDifferent([...read, summaryFile, rejectsFile]);
  if (summaryFile !== undefined) await expectSummaryPlace(summaryFile);
  const runs = requests.map((request, at) => {
    const input = read[at] ?? '';
    // The progress of several at once is one line: the place keeps equal names apart.
    const label = parallel > 1 ? `${at + 1} ${basename(input)}` : input;
    return { request, rejectsFile, input, label };
  });
  const results = await runEach(context, job, runs, {
    parallel,
    isQuiet: quiet || context.isJson,
  });
  return reportRuns(context, results, summaryFile);
}

/** @throws WdhError `USAGE` for options that several inputs cannot have. */
function checkSeveral(job: Job, count: number, options: RunJobOptions): void {
  if (count < 2) return;
  const { rejectsFile, partition, parallel, mode = job.mode } = options;
  if (rejectsFile !== undefined) {
    throw usage('--rejects-file takes the rejects of one input: run the inputs one by one.');
  }
  if (partition !== undefined) {
    throw usage(
      `--partition takes one input, because partition ${partition} is loaded once: name one file, or use wdh backfill for several partitions.`,
    );
  }
  if (parallel > 1 && mode === 'replace') {
    throw usage(
      '--parallel does not fit mode replace: each input would replace the rows of the others, in any order.',
    );
  }
}

function wholePath(path: string | undefined): string | undefined {
  return path === undefined ? undefined : resolve(path);
}
