import { parseCommandLine, type CommandLine } from './command-line.js';
import { describeError } from './describe-error.js';
import { exitCodes } from './exit-code.js';
import { formatSummary } from './job-summary.js';
import { complain, print } from './print.js';
import { resolvePaths } from './resolve-paths.js';
import { runOnce } from './run-once.js';
import { expectSummaryPlace, writeSummary } from './write-summary.js';

/**
 * Runs the job with the options of the command line, prints the outcome, and returns the exit code.
 *
 * @param args - What follows the name of the program.
 */
export async function runCommand(args: readonly string[]): Promise<number> {
  try {
    const request = parseCommandLine(args);
    if ('help' in request) {
      await print(request.help);
      return 0;
    }
    const commandLine = await resolvePaths(request);
    if (commandLine.summaryFile !== undefined) await expectSummaryPlace(commandLine.summaryFile);
    return await runAndReport(commandLine);
  } catch (error) {
    const { message, exitCode } = describeError(error);
    await complain(message);
    return exitCode;
  }
}

async function runAndReport(commandLine: CommandLine): Promise<number> {
  const { summary, exitCode, hasBegun } = await runOnce(commandLine);
  // Without valid settings there is no run to show as a table, and no log with the error.
  if (hasBegun) await print(`${formatSummary(summary)}\n`);
  else await complain(summary.error?.message ?? '');
  if (commandLine.summaryFile === undefined) return exitCode;
  try {
    await writeSummary(commandLine.summaryFile, summary);
    return exitCode;
  } catch (error) {
    await complain(describeError(error).message);
    return exitCode === 0 ? exitCodes.file : exitCode;
  }
}
