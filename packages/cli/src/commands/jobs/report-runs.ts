import type { RunOutcome } from '@wdh/job';
import { escapeControls, escapeLines } from '@wdh/logging';
import { exitCodes } from '@wdh/pipeline-core';
import type { CommandContext } from '../../context/command-context.js';
import { describeError } from '../../outcome/describe-error.js';
import { formatOutcome } from '../../outcome/format-outcome.js';
import { summaryOf } from '../../outcome/summary-of.js';
import { worstExitCode } from '../../outcome/worst-exit-code.js';
import { writeSummary } from '../../outcome/write-summary.js';
import { type RunLine, runsTable } from '../../table/runs-table.js';
import { showMany } from '../../table/show-values.js';

/** An input with the outcome of its run. */
export interface InputResult {
  readonly input: string;
  /** The partition that it loads, of a job with partitions. */
  readonly partition?: string;
  /** Null: the run was not started, because the one before ended all of them. */
  readonly outcome: RunOutcome | null;
}

/** Prints the outcomes, writes the summary file, and returns the worst exit code. */
export async function reportRuns(
  context: CommandContext,
  results: readonly InputResult[],
  summaryFile: string | undefined,
): Promise<number> {
  const exitCode = worstExitCode(results.map(exitCodeOf));
  const runs = results.map(({ input, outcome, partition }) => ({
    ...(partition === undefined ? {} : { partition }),
    ...(outcome === null ? { inputFile: input, status: 'not_started' } : summaryOf(outcome)),
  }));
  const report = { status: exitCode === 0 ? 'done' : 'failed', runs };
  await context.printResult(report, () => show(results));
  if (summaryFile === undefined) return exitCode;
  try {
    await writeSummary(summaryFile, report, context.terminal);
    return exitCode;
  } catch (error) {
    await context.terminal.complain(describeError(error).message);
    return exitCode === 0 ? exitCodes.file : exitCode;
  }
}

function exitCodeOf({ outcome }: InputResult): number {
  const error = outcome?.error ?? null;
  return error === null ? 0 : describeError(error).exitCode;
}

function show(results: readonly InputResult[]): string {
  const [only, ...others] = results;
  const one = only?.outcome ?? null;
  if (others.length === 0 && one !== null) return formatOutcome(one);
  const table = runsTable(results.map(lineOf));
  const failures = results.flatMap(({ input, outcome }) => {
    const error = outcome?.error ?? null;
    if (error === null) return [];
    return [`${escapeControls(input)}: ${escapeLines(describeError(error).message)}`];
  });
  const rejected = results.filter(({ outcome }) => (outcome?.rows.rejected ?? 0) > 0).length;
  const advice =
    rejected === 0
      ? []
      : [
          `${showMany(rejected, 'run')} rejected rows: wdh rejects RUN lists them, with line and reason.`,
        ];
  return [...table, ...failures, ...advice].join('\n');
}

function lineOf({ partition, input, outcome }: InputResult): RunLine {
  if (outcome === null) return { partition, input, status: 'not started', run: null };
  const { executionId, status, rows, durationMs } = outcome;
  const { read, rejected, inserted, updated, unchanged } = rows;
  const loaded = inserted + updated + unchanged;
  return { partition, input, status, run: { executionId, read, loaded, rejected, durationMs } };
}
