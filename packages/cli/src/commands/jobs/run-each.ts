import type { Job } from '@wdh/job';
import { WdhError } from '@wdh/pipeline-core';
import type { CommandContext } from '../../context/command-context.js';
import { runInSession, type RunSession, type WantedRun } from '../../job-command/run-in-session.js';
import { createProgressDisplay, noProgress } from '../../terminal/progress-display.js';
import { ProgressReporter } from '../../terminal/progress-reporter.js';
import { ParallelProgress, type RunDisplay } from './parallel-progress.js';
import type { InputResult } from './report-runs.js';

/** A run of several. */
export interface EachRun extends WantedRun {
  /** What it reads, for the report. */
  readonly input: string;
  /** What the progress calls it; no other run has the same. */
  readonly label: string;
}

/** How several runs are carried out. */
interface EachOptions {
  /** Most runs at the same time. */
  readonly parallel: number;
  readonly isQuiet: boolean;
}

/**
 * Runs each of the requests, and returns the outcomes in their order. After an interruption, and
 * without a database, the rest is not started. A run whose source was locked is repeated when the
 * others have ended: the same content was in another of the inputs.
 *
 * @throws WdhError of category usage, after the other runs have ended.
 */
export async function runEach(
  context: CommandContext,
  job: Job,
  wanted: readonly EachRun[],
  { parallel, isQuiet }: EachOptions,
): Promise<readonly InputResult[]> {
  const { settings, signal } = context;
  const logger = context.logger.bind({ jobName: job.name });
  const connectionUrl = (): Promise<string> => context.connectionUrl();
  const displays = displaysOf(context, wanted.length, { parallel, isQuiet });
  const results = wanted.map(({ input, request: { partition } }): InputResult => ({
    input,
    ...(partition === undefined ? {} : { partition }),
    outcome: null,
  }));
  let isOver = false;
  const runAll = async (
    waiting: Iterable<[number, EachRun]>,
    begin: (label: string, at: number) => RunDisplay,
  ): Promise<void> => {
    for (const [at, run] of waiting) {
      if (isOver || signal.aborted) return;
      const progress = begin(run.label, at);
      const session: RunSession = { settings, logger, signal, progress, connectionUrl };
      try {
        const outcome = await runInSession(session, job, run);
        results[at] = { input: run.input, ...results[at], outcome };
        isOver ||= outcome.error instanceof WdhError && outcome.error.category === 'connection';
      } catch (error) {
        isOver = true;
        throw error;
      }
    }
  };
  // Each of the workers takes the next run from one iterator.
  const waiting = wanted.entries();
  const workers = Array.from({ length: Math.min(parallel, wanted.length) }, () =>
    runAll(waiting, (label, at) => displays.begin(label, at)),
  );
  const ended = await Promise.allSettled(workers);
  displays.close();
  for (const worker of ended) if (worker.status === 'rejected') throw worker.reason;
  if (parallel > 1) {
    const locked = [...wanted.entries()].filter(([at]) => wasLocked(results[at]));
    await runAll(locked, () => new ProgressReporter(noProgress));
  }
  return results;
}

function wasLocked(result: InputResult | undefined): boolean {
  const error = result?.outcome?.error;
  return error instanceof WdhError && error.code === 'SOURCE_LOCKED';
}

interface Displays {
  begin(label: string, at: number): RunDisplay;
  close(): void;
}

function displaysOf(
  { terminal }: CommandContext,
  count: number,
  { parallel, isQuiet }: EachOptions,
): Displays {
  if (parallel > 1 && count > 1 && !isQuiet) return new ParallelProgress(terminal, count);
  const reporter = () =>
    new ProgressReporter(isQuiet ? noProgress : createProgressDisplay(terminal));
  return {
    begin: (label, at) => {
      const progress = reporter();
      if (count > 1) progress.begin(`${at + 1} of ${count} ${label}`);
      return progress;
    },
    close: () => undefined,
  };
}
