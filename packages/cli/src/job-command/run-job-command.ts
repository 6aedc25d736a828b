import type { Job } from '@wdh/job';
import { exitCodes } from '@wdh/pipeline-core';
import { describeError } from '../outcome/describe-error.js';
import { formatSummary, type JobSummary } from '../outcome/job-summary.js';
import { summaryOf } from '../outcome/summary-of.js';
import { expectSummaryPlace, writeSummary } from '../outcome/write-summary.js';
import { complain, print } from '../terminal/print.js';
import { parseCommandLine, type CommandLine } from './command-line.js';
import { resolvePaths } from './resolve-paths.js';
import { runOnce } from './run-once.js';

/**
 * Runs one job as a program: reads command line and settings, prints the outcome, and returns the
 * exit code.
 *
 * @param args - What follows the name of the program. Default: the arguments of this process.
 * @example process.exit(await runJobCommand(wildlifeStrikes));
 */
export async function runJobCommand(
  job: Job,
  args: readonly string[] = process.argv.slice(2),
): Promise<number> {
  try {
    const typed = parseCommandLine(job, args);
    if ('help' in typed) {
      await print(typed.help);
      return 0;
    }
    const commandLine = await resolvePaths(job, typed);
    if (commandLine.summaryFile !== undefined) await expectSummaryPlace(commandLine.summaryFile);
    return await runAndReport(job, commandLine);
  } catch (error) {
    const { message, exitCode } = describeError(error);
    await complain(message);
    return exitCode;
  }
}

async function runAndReport(job: Job, commandLine: CommandLine): Promise<number> {
  const { outcome, hasBegun } = await runOnce(job, commandLine);
  const summary = summaryOf(outcome);
  // Without valid settings there is no run to show as a table, and no log with the error.
  if (hasBegun) await print(`${formatSummary(summary)}\n`);
  else await complain(summary.error?.message ?? '');
  const exitCode = outcome.error === null ? 0 : describeError(outcome.error).exitCode;
  return withSummaryFile(commandLine, summary, exitCode);
}

async function withSummaryFile(
  { summaryFile }: CommandLine,
  summary: JobSummary,
  exitCode: number,
): Promise<number> {
  if (summaryFile === undefined) return exitCode;
  try {
    await writeSummary(summaryFile, summary);
    return exitCode;
  } catch (error) {
    await complain(describeError(error).message);
    return exitCode === 0 ? exitCodes.file : exitCode;
  }
}
