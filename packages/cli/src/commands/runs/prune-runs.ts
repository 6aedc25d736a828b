import { WdhError } from '@wdh/pipeline-core';
import { openRuns, type PrunedExecutions } from '@wdh/runs';
import type { CommandContext } from '../../context/command-context.js';
import { importQueueIfAny } from '../../project/import-queue.js';
import { openRecords } from '../../records/open-records.js';
import { showMany } from '../../table/show-values.js';
import { openQueueIfAny } from '../queue/open-project-queue.js';

/** The options of `wdh prune`. */
export interface PruneOptions {
  /** In days. */
  readonly olderThan: number;
  readonly dryRun: boolean;
  readonly yes: boolean;
}

const nothing: PrunedExecutions = {
  executions: 0,
  rejectedRows: 0,
  metrics: 0,
  steps: 0,
  events: 0,
};

/** Longest time of one statement, which deletes up to 10,000 rows. */
const statementTimeoutMs = 600_000;

/** Deletes the records of old runs, after it has said what, and has asked. */
export async function pruneRuns(context: CommandContext, options: PruneOptions): Promise<number> {
  const { olderThan: olderThanDays, dryRun, yes } = options;
  if ((await openRecords(context)) === null) return finish(context, nothing, options);
  const runs = openRuns({ connectionUrl: await context.connectionUrl(), statementTimeoutMs });
  try {
    const found = await runs.pruneRuns({ olderThanDays, dryRun: true });
    if (dryRun || isNothing(found)) return await finish(context, found, options);
    if (!yes && !(await isConfirmed(context, found, olderThanDays))) {
      await context.printText('Nothing was deleted.\n');
      return 0;
    }
    const pruned = await runs.pruneRuns({ olderThanDays });
    await pruneQueue(context, olderThanDays);
    return await finish(context, pruned, options);
  } finally {
    await runs.close();
  }
}

/** Dead runs whose records were deleted leave the queue as well. */
async function pruneQueue(context: CommandContext, olderThanDays: number): Promise<void> {
  const hasPackage = (await importQueueIfAny()) !== null;
  const queue = hasPackage ? await openQueueIfAny(context, 'wdh prune') : null;
  try {
    await queue?.pruneDead({ olderThanDays });
  } finally {
    await queue?.close();
  }
}

async function isConfirmed(
  context: CommandContext,
  found: PrunedExecutions,
  days: number,
): Promise<boolean> {
  const what = `${inWords(found)} of runs that ended more than ${showMany(days, 'day')} ago`;
  const { terminal } = context;
  if (terminal.canAsk && !context.isJson)
    return terminal.confirm(`Delete ${what}?`, context.signal);
  throw new WdhError(
    `This deletes ${what}. Add --yes to delete them, or --dry-run to only count.`,
    {
      code: 'USAGE',
      category: 'usage',
    },
  );
}

async function finish(
  context: CommandContext,
  pruned: PrunedExecutions,
  { olderThan, dryRun }: PruneOptions,
): Promise<number> {
  await context.printResult({ olderThanDays: olderThan, dryRun, ...pruned }, () => {
    const age = `more than ${showMany(olderThan, 'day')} ago`;
    if (isNothing(pruned))
      return `Nothing to delete: no records are left of runs that ended ${age}.`;
    return dryRun
      ? `${inWords(pruned)} would be deleted, of runs that ended ${age}.`
      : `Deleted ${inWords(pruned)}.`;
  });
  return 0;
}

function isNothing(counts: PrunedExecutions): boolean {
  return Object.values(counts).every((count: number) => count === 0);
}

function inWords({ executions, rejectedRows, metrics, steps, events }: PrunedExecutions): string {
  return [
    showMany(executions, 'run'),
    showMany(rejectedRows, 'rejected row'),
    showMany(events, 'event'),
    showMany(steps, 'step'),
    showMany(metrics, 'figure'),
  ]
    .join(', ')
    .replace(/, ([^,]*)$/, ' and $1');
}
