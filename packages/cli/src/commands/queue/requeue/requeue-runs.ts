import { escapeControls, escapeLines } from '@wdh/logging';
import { WdhError } from '@wdh/pipeline-core';
import type { Queue } from '@wdh/queue';
import type { CommandContext } from '../../../context/command-context.js';
import { describeError } from '../../../outcome/describe-error.js';
import { worstExitCode } from '../../../outcome/worst-exit-code.js';
import { findRun } from '../../../records/find-run.js';
import { openRecords } from '../../../records/open-records.js';
import { showMany } from '../../../table/show-values.js';
import { openQueueIfAny } from '../open-project-queue.js';

/** The options of `wdh requeue`. */
export interface RequeueOptions {
  readonly allDead: boolean;
  readonly yes: boolean;
}

/** A run that was put back, or why it was not. */
interface RequeuedRun {
  readonly executionId: string;
  readonly status: 'queued' | 'refused';
  readonly error?: { readonly code: string; readonly message: string };
}

/** Puts dead runs back into the queue, and returns the exit code. */
export async function requeueRuns(
  context: CommandContext,
  names: readonly string[],
  options: RequeueOptions,
): Promise<number> {
  if (names.length > 0 === options.allDead) {
    throw usage('Name the runs to put back, or all of them with --all-dead.');
  }
  const ids = await namedRuns(context, names);
  const queue = await openQueueIfAny(context, 'wdh requeue');
  try {
    if (!options.allDead) return await report(context, await requeueEach(queue, ids));
    const { jobs = [] } = (await queue?.status()) ?? {};
    const count = jobs.reduce((sum, { dead }) => sum + dead, 0);
    if (count > 0 && !options.yes && !(await isConfirmed(context, count))) {
      await context.printText('Nothing was put back.\n');
      return 0;
    }
    return await report(context, await requeueAllDead(queue));
  } finally {
    await queue?.close();
  }
}

async function namedRuns(
  context: CommandContext,
  names: readonly string[],
): Promise<readonly string[]> {
  if (names.length === 0) return [];
  const runs = await openRecords(context);
  const ids: string[] = [];
  for (const name of names) ids.push((await findRun(runs, name)).executionId);
  return [...new Set(ids)];
}

async function requeueEach(
  queue: Queue | null,
  ids: readonly string[],
): Promise<readonly RequeuedRun[]> {
  const done: RequeuedRun[] = [];
  for (const executionId of ids) {
    if (queue === null) throw noQueue(executionId);
    try {
      await queue.requeue(executionId);
      done.push({ executionId, status: 'queued' });
    } catch (error) {
      if (!(error instanceof WdhError && error.category === 'usage')) throw error;
      const { code, message } = describeError(error);
      done.push({ executionId, status: 'refused', error: { code, message } });
    }
  }
  return done;
}

/** A status lists only the latest of many dead runs. */
async function requeueAllDead(queue: Queue | null): Promise<readonly RequeuedRun[]> {
  const done = new Map<string, RequeuedRun>();
  for (;;) {
    const { dead = [] } = (await queue?.status()) ?? {};
    const next = dead.map(({ executionId }) => executionId).filter((id) => !done.has(id));
    if (next.length === 0) return [...done.values()];
    for (const run of await requeueEach(queue, next)) done.set(run.executionId, run);
  }
}

async function report(context: CommandContext, runs: readonly RequeuedRun[]): Promise<number> {
  const refused = runs.flatMap(({ error }) => error ?? []);
  if (context.isJson) await context.printResult({ runs }, () => '');
  else {
    await context.printText(linesOf(runs).join(''));
    for (const { message } of refused) await context.terminal.complain(escapeLines(message));
  }
  return worstExitCode(refused.map(() => 2));
}

function linesOf(runs: readonly RequeuedRun[]): readonly string[] {
  if (runs.length === 0) return ['No run is dead: nothing to put back.\n'];
  return runs
    .filter(({ status }) => status === 'queued')
    .map(({ executionId }) => `${escapeControls(executionId)} is queued again\n`);
}

async function isConfirmed(context: CommandContext, count: number): Promise<boolean> {
  const what = showMany(count, 'dead run');
  const { terminal } = context;
  if (terminal.canAsk && !context.isJson) {
    return terminal.confirm(`Put ${what} back into the queue?`, context.signal);
  }
  throw usage(`This puts ${what} back into the queue. Add --yes to do it.`);
}

function noQueue(executionId: string): WdhError {
  return usage(
    `Run ${executionId} was not submitted: the database has no queue. Run it again with wdh run.`,
  );
}

function usage(summary: string): WdhError {
  return new WdhError(summary, { code: 'USAGE', category: 'usage' });
}
