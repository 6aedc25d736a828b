import { basename } from 'node:path';
import type { RunOutcome } from '@wdh/job';
import { escapeControls, escapeLines } from '@wdh/logging';
import { exitCodes } from '@wdh/pipeline-core';
import type { CommandContext } from '../../context/command-context.js';
import { describeError } from '../../outcome/describe-error.js';
import { formatOutcome } from '../../outcome/format-outcome.js';
import { summaryOf } from '../../outcome/summary-of.js';
import { worstExitCode } from '../../outcome/worst-exit-code.js';
import { writeSummary } from '../../outcome/write-summary.js';
import { shortIds } from '../../records/short-ids.js';
import { styleOfStatus } from '../../records/style-of-status.js';
import { showCount, showDuration, showMany } from '../../table/show-values.js';
import { tableWidth } from '../../table/table-width.js';
import { TextTable } from '../../table/text-table.js';

/** An input with the outcome of its run. */
export interface InputResult {
  readonly input: string;
  /** The partition that it loads, of a job with partitions. */
  readonly partition?: string;
  /** Null: the run was not started, because the one before ended all of them. */
  readonly outcome: RunOutcome | null;
}

const columns = [
  { head: 'partition' },
  { head: 'input', canShrink: true },
  { head: 'status', styleOf: styleOfStatus },
  { head: 'read', align: 'right' },
  { head: 'loaded', align: 'right' },
  { head: 'rejected', align: 'right' },
  { head: 'took', align: 'right' },
  { head: 'run' },
] as const;

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
  const width = tableWidth();
  const hasPartitions = results.some(({ partition }) => partition !== undefined);
  const from = hasPartitions ? 0 : 1;
  const rows = rowsOf(results, width).map((row) => row.slice(from));
  const table = new TextTable(columns.slice(from), width).withHead(rows);
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

/** Whole paths and ids where nothing is cut. */
function rowsOf(results: readonly InputResult[], width: number): readonly (readonly string[])[] {
  const ids = results.map(({ outcome }) => outcome?.executionId ?? '');
  const shown = Number.isFinite(width) ? shortIds(ids) : ids;
  return results.map(({ input, outcome, partition = '' }, at) => {
    const name = Number.isFinite(width) ? basename(input) : input;
    if (outcome === null) return [partition, name, 'not started'];
    const { status, rows, durationMs } = outcome;
    const loaded = rows.inserted + rows.updated + rows.unchanged;
    return [
      partition,
      name,
      status,
      ...[rows.read, loaded, rows.rejected].map(showCount),
      showDuration(durationMs),
      shown[at] ?? '',
    ];
  });
}
