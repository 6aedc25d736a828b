import type { Run, RunEvent, Runs } from '@wdh/runs';
import type { CommandContext } from '../../context/command-context.js';
import { findRun } from '../../records/find-run.js';
import { formatEvent } from '../../records/format-event.js';
import { formatRun } from '../../records/format-run.js';
import { openRecords } from '../../records/open-records.js';
import { reportOf } from '../../records/report-of.js';
import { runEvents } from '../../records/run-events.js';
import { tableWidth } from '../../table/table-width.js';

/** The options of `wdh show`. */
export interface ShowOptions {
  readonly metrics: boolean;
  readonly events: boolean;
  readonly level?: readonly string[];
  readonly follow: boolean;
}

/** Prints what is recorded about a run. */
export async function showRun(
  context: CommandContext,
  name: string,
  options: ShowOptions,
): Promise<number> {
  const records = await openRecords(context);
  const run = await findRun(records, name);
  // A run was found, so there are records.
  const runs = records ?? (await context.runs());
  await (options.follow ? follow(context, runs, run, options) : show(context, runs, run, options));
  return 0;
}

async function show(
  context: CommandContext,
  runs: Runs,
  run: Run,
  { metrics, events, level: levels }: ShowOptions,
): Promise<void> {
  const report = await reportOf(runs, run);
  const wanted = { levels, signal: context.signal };
  const width = tableWidth();
  if (context.isJson) {
    const all: RunEvent[] = [];
    if (events)
      for await (const some of runEvents(runs, run.executionId, wanted)) all.push(...some);
    await context.printResult(events ? { ...report, events: all } : report, () => '');
    return;
  }
  await context.printText(`${formatRun(report, width, metrics)}\n`);
  if (!events) return;
  await context.printText('\nEvents\n');
  for await (const some of runEvents(runs, run.executionId, wanted)) {
    if (!context.terminal.hasReader) return;
    await context.printText(some.map((event) => `  ${formatEvent(event, width - 2)}\n`).join(''));
  }
}

/** Prints events as they are recorded, with `--json` one in a line, and then the run. */
async function follow(
  context: CommandContext,
  runs: Runs,
  run: Run,
  { metrics, level: levels }: ShowOptions,
): Promise<void> {
  const wanted = { levels, follow: true, signal: context.signal };
  const width = tableWidth();
  for await (const some of runEvents(runs, run.executionId, wanted)) {
    if (!context.terminal.hasReader) return;
    const lines = some.map((event) =>
      context.isJson ? JSON.stringify(event) : formatEvent(event, width),
    );
    await context.printText(`${lines.join('\n')}\n`);
  }
  if (context.isJson) return;
  const ended = (await runs.getRun(run.executionId)) ?? run;
  await context.printText(`\n${formatRun(await reportOf(runs, ended), width, metrics)}\n`);
}
