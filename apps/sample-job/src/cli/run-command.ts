import { parseCommandLine, type CommandLine } from './command-line.js';
import { describeError } from './describe-error.js';
import { exitCodes } from './exit-code.js';
import { formatSummary, writeSummary } from './job-summary.js';
import { resolvePaths } from './resolve-paths.js';
import { runOnce } from './run-once.js';

/** Writes text and waits until it is out; a reader that has gone is no failure of the job. */
type Print = (text: string) => Promise<void>;

/**
 * Runs the job as the command line asks, prints the outcome, and returns the exit code.
 *
 * @param args - What follows the name of the program.
 */
export async function runCommand(args: readonly string[]): Promise<number> {
  const print = printTo(process.stdout);
  const complain = printTo(process.stderr);
  try {
    const request = parseCommandLine(args);
    if ('help' in request) {
      await print(request.help);
      return 0;
    }
    return await runAndTell(await resolvePaths(request), print, complain);
  } catch (error) {
    const { message, exitCode } = describeError(error);
    await complain(`${message}\n`);
    return exitCode;
  }
}

async function runAndTell(
  commandLine: CommandLine,
  print: Print,
  complain: Print,
): Promise<number> {
  const { summary, exitCode, hasBegun } = await runOnce(commandLine);
  // Without settings there is no run to set as a table, and no log that could have told of it.
  if (hasBegun) await print(`${formatSummary(summary)}\n`);
  else await complain(`${summary.error?.message ?? ''}\n`);
  if (commandLine.summaryFile === undefined) return exitCode;
  try {
    await writeSummary(commandLine.summaryFile, summary);
    return exitCode;
  } catch (error) {
    await complain(`${describeError(error).message}\n`);
    return exitCode === 0 ? exitCodes.file : exitCode;
  }
}

function printTo(stream: NodeJS.WriteStream): Print {
  return async (text) => {
    await new Promise<void>((resolve) => {
      stream.write(text, () => {
        resolve();
      });
    });
  };
}
