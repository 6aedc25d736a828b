import { escapeControls } from '@wdh/logging';
import type { RejectFilter, Run, Runs, StoredReject } from '@wdh/runs';
import type { CommandContext } from '../../context/command-context.js';
import { findRun } from '../../records/find-run.js';
import { openRecords } from '../../records/open-records.js';
import { storedRejects } from '../../records/stored-rejects.js';
import { cutText } from '../../table/cut-text.js';
import { showCount, showMany } from '../../table/show-values.js';
import { tableWidth } from '../../table/table-width.js';
import { TextTable } from '../../table/text-table.js';
import { recordText, writeRejectsCsv } from './write-rejects-csv.js';

/** The options of `wdh rejects`. */
export interface RejectsOptions {
  readonly csv?: string;
  readonly values: boolean;
  readonly code?: string;
  readonly column?: string;
  readonly open: boolean;
  readonly limit: number;
  readonly all: boolean;
}

const columns = [
  { head: 'line', align: 'right' },
  { head: 'column', canShrink: true },
  { head: 'code', canShrink: true },
  { head: 'message', canShrink: true },
] as const;

/** Prints or writes the rejected rows of a run. */
export async function listRejects(
  context: CommandContext,
  name: string,
  options: RejectsOptions,
): Promise<number> {
  const records = await openRecords(context);
  const run = await findRun(records, name);
  // A run was found, so there are records.
  const runs = records ?? (await context.runs());
  const { code, column: field } = options;
  const filter = { code, field, isResolved: options.open ? false : undefined };
  if (options.csv !== undefined) return toCsv(context, runs, run, options.csv, filter);
  if (context.isJson) return toJsonLines(context, runs, run, options, filter);
  return toTable(context, runs, run, options, filter);
}

async function toCsv(
  context: CommandContext,
  runs: Runs,
  run: Run,
  file: string,
  filter: RejectFilter,
): Promise<number> {
  const { executionId, inputFilePath } = run;
  const rejects = storedRejects(runs, executionId, filter);
  const neverOverwrite = inputFilePath === null ? [] : [inputFilePath];
  const written = await writeRejectsCsv(file, rejects, { neverOverwrite, signal: context.signal });
  const result = { run: executionId, file, rows: written };
  await context.printResult(result, () => {
    const id = escapeControls(executionId);
    const replayed = written === 0 ? replayedBy(run) : null;
    const elsewhere = replayed === null ? '' : `\n${ownRows(replayed)}`;
    return `${showMany(written, 'rejected row')} of ${id} ${written === 1 ? 'is' : 'are'} in ${escapeControls(file)}.${elsewhere}`;
  });
  return 0;
}

/** One object in a line; records only if asked, as this output may end in a log. */
async function toJsonLines(
  context: CommandContext,
  runs: Runs,
  run: Run,
  { values, limit, all }: RejectsOptions,
  filter: RejectFilter,
): Promise<number> {
  const wanted = all ? Infinity : limit;
  let isEmpty = true;
  for await (const part of storedRejects(runs, run.executionId, filter, wanted)) {
    context.signal.throwIfAborted();
    if (!context.terminal.hasReader) return 0;
    const lines = part.map(({ input, record, ...about }) =>
      JSON.stringify(values ? { ...about, record: record ?? input } : about),
    );
    await context.printText(`${lines.join('\n')}\n`);
    isEmpty = false;
  }
  const replayed = isEmpty ? replayedBy(run) : null;
  if (replayed !== null) await context.terminal.complain(ownRows(replayed));
  return 0;
}

async function toTable(
  context: CommandContext,
  runs: Runs,
  run: Run,
  { values, limit, all, open, code, column }: RejectsOptions,
  filter: RejectFilter,
): Promise<number> {
  const { executionId, jobName, status } = run;
  const width = tableWidth();
  const table = new TextTable(columns, width);
  const counts = await runs.countRejectedRows({ run: executionId });
  let shown = 0;
  for await (const part of storedRejects(runs, executionId, filter, all ? Infinity : limit)) {
    context.signal.throwIfAborted();
    if (!context.terminal.hasReader) return 0;
    const rows = part.map(cellsOf);
    const lines = shown === 0 ? table.withHead(rows) : table.lines(rows);
    const head = shown === 0 ? lines.slice(0, 1) : [];
    const body = lines.slice(head.length);
    const text = values ? body.flatMap((line, at) => [line, recordLine(part[at], width)]) : body;
    await context.printText(`${[...head, ...text].join('\n')}\n`);
    shown += part.length;
  }
  const total = counts.reduce((sum, { rows }) => sum + rows, 0);
  const unresolved = counts.reduce((sum, count) => sum + count.unresolved, 0);
  // A run that failed has loaded nothing: its rows are loaded by a run of the whole input.
  const canReplay = jobName !== null && status === 'success';
  const isFiltered = open || code !== undefined || column !== undefined;
  const replayed = replayedBy(run);
  await context.printText(
    closing({ executionId, replayed, canReplay, shown, total, unresolved, isFiltered }),
  );
  return 0;
}

/** The run whose rejected rows a replay ran again, and which still has those that stay; else null. */
const replayedBy = ({ trigger, parentExecutionId }: Run): string | null =>
  trigger === 'replay' ? parentExecutionId : null;

const ownRows = (replayed: string): string =>
  `A replay has no rejected rows of its own. Those that stay are in the run that it replayed: wdh rejects ${escapeControls(replayed)} --open`;

function cellsOf({ lineNumber, rowNumber, field, code, message }: StoredReject) {
  // The column has its own place in the table.
  const prefix = `${field ?? ''}: `;
  const rule =
    field !== null && message.startsWith(prefix) ? message.slice(prefix.length) : message;
  return [String(lineNumber ?? rowNumber ?? ''), field ?? '', code, rule];
}

/** The value of the column, where the step has received it by that name, and the record. */
function recordLine(reject: StoredReject | undefined, width: number): string {
  if (reject === undefined) return '';
  const { field, input } = reject;
  const named = new Map(typeof input === 'object' && input !== null ? Object.entries(input) : []);
  const value =
    field === null || !named.has(field) ? '' : `${JSON.stringify(named.get(field))} in `;
  const line = `      ${escapeControls(`${value}${recordText(reject)}`)}`;
  return cutText(line, width);
}

interface Listed {
  readonly executionId: string;
  readonly replayed: string | null;
  readonly canReplay: boolean;
  readonly shown: number;
  readonly total: number;
  readonly unresolved: number;
  readonly isFiltered: boolean;
}

/** How many there are, and what to do about them. */
function closing(listed: Listed): string {
  const { executionId, replayed, canReplay, shown, total, unresolved, isFiltered } = listed;
  const id = escapeControls(executionId);
  if (total === 0 && replayed !== null) return `${ownRows(replayed)}\n`;
  if (total === 0) return `Run ${id} has no rejected rows.\n`;
  if (shown === 0) return `None of the ${showCount(total)} rejected rows of ${id} matches.\n`;
  const more = shown < total && !isFiltered ? `; --all prints the rest, --csv FILE writes all` : '';
  const counted = `${showCount(shown)} of ${showMany(total, 'rejected row')}${more}.`;
  if (unresolved === 0) return `\n${counted} All of them were loaded by a replay.\n`;
  const byReplay = [
    'To load them: correct the schema or the steps of the job, and run its present version on them:',
    `  wdh replay ${id}`,
    'Or correct the records in the file, and load the file again.',
  ];
  const byFile = [
    'To load them: correct the records in the file, or the job, and load the file again.',
  ];
  return `\n${[counted, ...(canReplay ? byReplay : byFile)].join('\n')}\n`;
}
