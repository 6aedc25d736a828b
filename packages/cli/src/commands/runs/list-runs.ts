import type { Page, Runs, RunStatus, RunSummary } from '@wdh/runs';
import type { CommandContext } from '../../context/command-context.js';
import { openRecords } from '../../records/open-records.js';
import { JsonArray } from '../../table/json-array.js';
import { shortIds } from '../../table/short-ids.js';
import { showCount, showDuration, showTime } from '../../table/show-values.js';
import { styleOfStatus } from '../../table/style-of-status.js';
import { tableWidth } from '../../table/table-width.js';
import { TextTable } from '../../table/text-table.js';

/** The options of `wdh runs`. */
export interface ListOptions {
  readonly job?: string;
  readonly status?: readonly RunStatus[];
  readonly since?: Date;
  readonly until?: Date;
  readonly limit: number;
  readonly all: boolean;
}

/** Most runs that one query returns. */
const pageSize = 1_000;

const columns = [
  { head: 'run' },
  { head: 'job', canShrink: true },
  { head: 'status', styleOf: styleOfStatus },
  { head: 'started (UTC)' },
  { head: 'took', align: 'right' },
  { head: 'loaded', align: 'right' },
  { head: 'rejected', align: 'right' },
] as const;

/** Prints the latest runs. */
export async function listRuns(context: CommandContext, options: ListOptions): Promise<number> {
  const runs = await openRecords(context);
  const pages = runs === null ? [] : pagesOf(runs, options);
  await (context.isJson ? printJson(context, pages) : printTable(context, pages, options));
  return 0;
}

type Pages = AsyncIterable<Page<RunSummary>> | Iterable<Page<RunSummary>>;

async function printJson(context: CommandContext, pages: Pages): Promise<void> {
  const array = new JsonArray();
  for await (const { items } of pages) {
    if (!context.terminal.hasReader) return;
    await context.printText(array.add(items));
  }
  await context.printText(array.end());
}

async function printTable(
  context: CommandContext,
  pages: Pages,
  options: ListOptions,
): Promise<void> {
  const width = tableWidth();
  const table = new TextTable(columns, width);
  let count = 0;
  let hasMore = false;
  for await (const { items, next } of pages) {
    if (!context.terminal.hasReader) return;
    if (items.length === 0) continue;
    const rows = rowsOf(items, width);
    const lines = count === 0 ? table.withHead(rows) : table.lines(rows);
    await context.printText(`${lines.join('\n')}\n`);
    count += items.length;
    hasMore = next !== null;
  }
  if (count === 0) await context.printText(`${noRuns(options)}\n`);
  else if (hasMore)
    await context.printText('There are more: --limit COUNT, or --all, lists them.\n');
}

async function* pagesOf(runs: Runs, options: ListOptions) {
  const { job, status: statuses, since: startedFrom, until: startedBefore } = options;
  let left = options.all ? Infinity : options.limit;
  let cursor: string | undefined;
  do {
    const limit = Math.min(left, pageSize);
    const page = await runs.listRuns({ job, statuses, startedFrom, startedBefore, limit, cursor });
    yield page;
    left -= page.items.length;
    cursor = page.next ?? undefined;
  } while (cursor !== undefined && left > 0);
}

/** Whole ids where nothing is cut, so that scripts get them without `--json`. */
function rowsOf(items: readonly RunSummary[], width: number): readonly (readonly string[])[] {
  const ids = items.map(({ executionId }) => executionId);
  const shownIds = Number.isFinite(width) ? shortIds(ids) : ids;
  return items.map(({ jobName, pipelineName, status, startedAt, durationMs, rows }, at) => [
    shownIds[at] ?? '',
    jobName ?? pipelineName,
    status,
    showTime(startedAt).slice(0, 16),
    showDuration(durationMs),
    showCount(rows?.loaded),
    showCount(rows?.rejected),
  ]);
}

function noRuns({ job, status, since, until }: ListOptions): string {
  const isFiltered = [job, status, since, until].some((filter) => filter !== undefined);
  return isFiltered ? 'No run matches.' : 'There are no runs yet.';
}
