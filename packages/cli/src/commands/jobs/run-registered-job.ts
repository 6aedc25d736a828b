import { resolve } from 'node:path';
import type { Job, RunRequest } from '@wdh/job';
import { WdhError } from '@wdh/pipeline-core';
import type { CommandContext } from '../../context/command-context.js';
import { fitParams } from '../../job-command/fit-params.js';
import { runInSession, type RunSession } from '../../job-command/run-in-session.js';
import { requestOf, type RunOptions } from '../../options/run-options.js';
import { expectSummaryPlace } from '../../outcome/write-summary.js';
import { createProgressDisplay, noProgress } from '../../terminal/progress-display.js';
import { ProgressReporter } from '../../terminal/progress-reporter.js';
import { findJob } from './find-job.js';
import { reportRuns, type InputResult } from './report-runs.js';
import { expectDifferent, findRunInputs, usage } from './run-inputs.js';

/** The options of `wdh run`. */
export interface RunJobOptions extends Omit<RunOptions, 'input'> {
  readonly input?: readonly string[];
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
  const { input: patterns, param, quiet, ...given } = options;
  const inputs = await findRunInputs(patterns);
  const summaryFile = wholePath(options.summaryFile);
  const rejectsFile = wholePath(options.rejectsFile);
  if (inputs.length > 1 && rejectsFile !== undefined) {
    throw usage('--rejects-file takes the rejects of one input: run the inputs one by one.');
  }
  const read = inputs.map((input) => input ?? job.example ?? undefined);
  await expectDifferent([...read, summaryFile, rejectsFile]);
  if (summaryFile !== undefined) await expectSummaryPlace(summaryFile);
  const params = param === undefined ? {} : { param: fitParams(job, param) };
  const wanted = { ...requestOf(undefined, { ...given, ...params }) };
  const isQuiet = quiet || context.isJson;
  const session = sessionOf(context, job, isQuiet);
  const results: InputResult[] = [];
  for (const [at, input] of inputs.entries()) {
    const place = `${at + 1} of ${inputs.length}`;
    if (inputs.length > 1) session.progress.begin(`${place} ${input ?? ''}`);
    const request = input === undefined ? wanted : { ...wanted, input };
    results.push(await runNext(session, job, { request, rejectsFile }, results));
  }
  return reportRuns(context, results, summaryFile);
}

function sessionOf(context: CommandContext, job: Job, isQuiet: boolean): RunSession {
  const { settings, signal, terminal } = context;
  return {
    ...{ settings, signal },
    logger: context.logger.bind({ jobName: job.name }),
    progress: new ProgressReporter(isQuiet ? noProgress : createProgressDisplay(terminal)),
    connectionUrl: () => context.connectionUrl(),
  };
}

/** After an interruption, and without a database, the rest is not started. */
async function runNext(
  session: RunSession,
  job: Job,
  wanted: { readonly request: RunRequest; readonly rejectsFile: string | undefined },
  before: readonly InputResult[],
): Promise<InputResult> {
  const input = wanted.request.input ?? job.example ?? '';
  const isOver = session.signal.aborted || before.some(isHopeless);
  return { input, outcome: isOver ? null : await runInSession(session, job, wanted) };
}

function isHopeless({ outcome }: InputResult): boolean {
  return outcome?.error instanceof WdhError && outcome.error.category === 'connection';
}

function wholePath(path: string | undefined): string | undefined {
  return path === undefined ? undefined : resolve(path);
}
