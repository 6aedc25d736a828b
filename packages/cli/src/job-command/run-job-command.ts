import { inputOf, type Job } from '@wdh/job';
import { exitCodes } from '@wdh/pipeline-core';
import { describeError } from '../outcome/describe-error.js';
import { formatOutcome } from '../outcome/format-outcome.js';
import type { JobSummary } from '../outcome/job-summary.js';
import { summaryOf } from '../outcome/summary-of.js';
import { expectSummaryPlace, writeSummary } from '../outcome/write-summary.js';
import { announceTyping } from '../terminal/announce-typing.js';
import { printHelp } from '../terminal/print-help.js';
import { processTerminal } from '../terminal/process-terminal.js';
import type { Terminal } from '../terminal/terminal.js';
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
  const terminal = processTerminal();
  try {
    const typed = parseCommandLine(job, args);
    if ('help' in typed) {
      await printHelp(typed.help);
      return 0;
    }
    const commandLine = await resolvePaths({ example: await defaultInputOf(job, typed) }, typed);
    if (commandLine.summaryFile !== undefined) await expectSummaryPlace(commandLine.summaryFile);
    await announceTyping(terminal, commandLine.request.input);
    return await runAndReport(job, commandLine, terminal);
  } catch (error) {
    const { message, exitCode } = describeError(error);
    await terminal.complain(message);
    return exitCode;
  }
}

async function defaultInputOf(job: Job, { request }: CommandLine): Promise<string | null> {
  return request.input === undefined ? inputOf(job, request) : null;
}

async function runAndReport(
  job: Job,
  commandLine: CommandLine,
  terminal: Terminal,
): Promise<number> {
  const { outcome, log } = await runOnce(job, commandLine, terminal);
  const summary = summaryOf(outcome);
  // Without valid settings there is no run to show as a table, and no log with the error.
  if (log === null) await terminal.complain(summary.error?.message ?? '');
  else await terminal.print(`${formatOutcome(outcome)}\n`);
  const exitCode = outcome.error === null ? 0 : describeError(outcome.error).exitCode;
  const ended = await withSummaryFile(commandLine, summary, exitCode, terminal);
  await log?.nameFile();
  return ended;
}

async function withSummaryFile(
  { summaryFile }: CommandLine,
  summary: JobSummary,
  exitCode: number,
  terminal: Terminal,
): Promise<number> {
  if (summaryFile === undefined) return exitCode;
  try {
    await writeSummary(summaryFile, summary, terminal);
    return exitCode;
  } catch (error) {
    await terminal.complain(describeError(error).message);
    return exitCode === 0 ? exitCodes.file : exitCode;
  }
}
