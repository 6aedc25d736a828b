import { escapeControls, escapeLines } from '@wdh/logging';
import { exitCodes } from '@wdh/pipeline-core';
import type { Run, Runs } from '@wdh/runs';
import type { CommandContext } from '../../../context/command-context.js';
import { signalExitCodes } from '../../../outcome/exit-code.js';
import { worstExitCode } from '../../../outcome/worst-exit-code.js';
import { formatRun } from '../../../records/format-run.js';
import { reportOf } from '../../../records/report-of.js';
import { type RunLine, runsTable } from '../../../table/runs-table.js';
import { tableWidth } from '../../../table/table-width.js';

/** Prints runs that have ended, and returns the exit code of the worst. */
export async function reportEnded(
  context: CommandContext,
  executionIds: readonly string[],
): Promise<number> {
  const runs = await context.runs();
  const ended: Run[] = [];
  for (const id of executionIds) {
    const run = await runs.getRun(id);
    if (run !== null) ended.push(run);
  }
  const [only, ...others] = ended;
  const text =
    only !== undefined && others.length === 0 ? await showOne(runs, only) : showMany(ended);
  const exitCode = worstExitCode(ended.map(exitCodeOf));
  const status = exitCode === 0 ? 'done' : 'failed';
  await context.printResult({ status, runs: ended }, () => text);
  return exitCode;
}

/** The exit code of a command that had executed the run itself. */
function exitCodeOf({ status, errorCategory }: Run): number {
  if (status === 'success' || status === 'skipped' || status === 'rehearsed') return 0;
  if (status === 'cancelled') return signalExitCodes.SIGTERM;
  return exitCodes[errorCategory ?? 'internal'];
}

async function showOne(runs: Runs, run: Run): Promise<string> {
  return formatRun(await reportOf(runs, run), tableWidth(), false);
}

function showMany(ended: readonly Run[]): string {
  const failures = ended
    .filter(({ errorMessage }) => errorMessage !== null)
    .map(({ executionId, errorMessage }) =>
      [escapeControls(executionId), escapeLines(errorMessage ?? '')].join(': '),
    );
  return [...runsTable(ended.map(lineOf)), ...failures].join('\n');
}

function lineOf({ executionId, inputFilePath, status, rows, durationMs }: Run): RunLine {
  const { read, loaded, rejected } = rows ?? {};
  const run = { executionId, read, loaded, rejected, durationMs };
  return { input: inputFilePath ?? '', status, run };
}
