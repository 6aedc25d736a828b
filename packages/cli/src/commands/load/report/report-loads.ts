import { exitCodes } from '@wdh/pipeline-core';
import type { CommandContext } from '../../../context/command-context.js';
import { describeError } from '../../../outcome/describe-error.js';
import { formatSummary } from '../../../outcome/format-summary.js';
import { summaryOf } from '../../../outcome/summary-of.js';
import { writeSummary } from '../../../outcome/write-summary.js';
import type { LoadOptions } from '../load-options.js';
import { type LoadPlan, omittedIn } from '../load-plan.js';
import { type FileResult, statusOf, exitCodeOf } from './file-result.js';
import { showResults } from './show-results.js';

/** Prints the outcome of each file, writes the summary file, and returns the exit code. */
export async function reportLoads(
  context: CommandContext,
  { summaryFile }: LoadOptions,
  results: readonly FileResult[],
): Promise<number> {
  const { terminal } = context;
  const exitCode = exitCodeOf(results);
  const report = { status: exitCode === 0 ? 'done' : 'failed', loads: results.map(reportOf) };
  const [only] = results;
  if (context.isJson || results.length > 1) {
    await context.printResult(report, () => showResults(results));
  } else if (only?.loaded?.outcome !== undefined && only.loaded.outcome !== null) {
    await context.printResult(report, () => showOne(only));
  } else if (only !== undefined && only.error !== null) {
    await terminal.complain(describeError(only.error).message);
  }
  if (summaryFile === undefined) return exitCode;
  try {
    await writeSummary(summaryFile, report, terminal);
    return exitCode;
  } catch (problem) {
    await terminal.complain(describeError(problem).message);
    return exitCode === 0 ? exitCodes.file : exitCode;
  }
}

/** What a script receives of one file. */
function reportOf(result: FileResult): object {
  const { input, loaded, error } = result;
  const failure = error === null ? null : describeError(error);
  const { plan = null, ddl = null, isTableNew = false, outcome = null } = loaded ?? {};
  return {
    input,
    status: statusOf(result),
    plan: plan === null ? null : planOf(plan),
    ddl,
    isTableNew,
    run: outcome === null ? null : summaryOf(outcome),
    error: failure === null ? null : { code: failure.code, message: failure.message },
  };
}

function planOf(plan: LoadPlan): object {
  const { table, params, request, left } = plan;
  const { encoding = null, mode } = request;
  const columns = Object.fromEntries(params.columns.map(({ from, to }) => [from, to]));
  const { read, keys } = params;
  return { table, read, encoding, columns, omitted: omittedIn(plan), notInFile: left, mode, keys };
}

function showOne({ loaded }: FileResult): string {
  const { outcome = null, plan = null } = loaded ?? {};
  if (outcome === null || plan === null) return '';
  const summary = formatSummary(summaryOf(outcome));
  if (outcome.status !== 'success') return summary;
  return `${summary}\nLook at the rows: wdh sql ${shellWord(`select * from ${plan.table} limit 10`)}`;
}

/** Quotes an argument in a shell. */
const shellWord = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;
