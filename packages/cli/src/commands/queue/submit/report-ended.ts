import { basename } from 'node:path';
import { escapeControls, escapeLines } from '@wdh/logging';
import { exitCodes } from '@wdh/pipeline-core';
import type { Run, Runs } from '@wdh/runs';
import type { CommandContext } from '../../../context/command-context.js';
import { signalExitCodes } from '../../../outcome/exit-code.js';
import { worstExitCode } from '../../../outcome/worst-exit-code.js';
import { formatRun } from '../../../records/format-run.js';
import { reportOf } from '../../../records/report-of.js';
import { shortIds } from '../../../records/short-ids.js';
import { styleOfStatus } from '../../../records/style-of-status.js';
import { showCount, showDuration } from '../../../table/show-values.js';
import { tableWidth } from '../../../table/table-width.js';
import { TextTable } from '../../../table/text-table.js';

const columns = [
  { head: 'input', canShrink: true },
  { head: 'status', styleOf: styleOfStatus },
  { head: 'read', align: 'right' },
  { head: 'loaded', align: 'right' },
  { head: 'rejected', align: 'right' },
  { head: 'took', align: 'right' },
  { head: 'run' },
] as const;

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
  const width = tableWidth();
  const isWhole = !Number.isFinite(width);
  const ids = ended.map(({ executionId }) => executionId);
  const shown = isWhole ? ids : shortIds(ids);
  const rows = ended.map(({ inputFilePath, status, rows: counts, durationMs }, at) => [
    isWhole ? (inputFilePath ?? '') : basename(inputFilePath ?? ''),
    status,
    ...[counts?.read, counts?.loaded, counts?.rejected].map(showCount),
    showDuration(durationMs),
    shown[at] ?? '',
  ]);
  const failures = ended
    .filter(({ errorMessage }) => errorMessage !== null)
    .map(({ executionId, errorMessage }) =>
      [escapeControls(executionId), escapeLines(errorMessage ?? '')].join(': '),
    );
  return [...new TextTable(columns, width).withHead(rows), ...failures].join('\n');
}
