import { setTimeout as sleep } from 'node:timers/promises';
import { escapeControls } from '@wdh/logging';
import { type CancelRequest, openStatuses, type Runs, type RunStatus } from '@wdh/runs';
import type { CommandContext } from '../../context/command-context.js';
import { importQueueIfAny } from '../../project/import-queue.js';
import { findRun } from '../../records/find-run.js';
import { openRecords } from '../../records/open-records.js';
import { openQueueIfAny } from '../queue/open-project-queue.js';

/** The options of `wdh cancel`. */
export interface CancelOptions {
  readonly wait: boolean;
}

const pollMs = 250;
/** A process answers within two seconds; one that does not may be dead. */
const patienceMs = 5_000;

/** What `wdh cancel` did to a run, as `--json` prints it. */
interface Cancelled {
  readonly run: string;
  /** Whether the run had ended before the request, which changed nothing. */
  readonly hadEnded: boolean;
  readonly status: RunStatus;
}

/** Requests the end of a run, and waits for it. */
export async function cancelRun(
  context: CommandContext,
  name: string,
  { wait }: CancelOptions,
): Promise<number> {
  const records = await openRecords(context);
  const { executionId: run, status: before } = await findRun(records, name);
  // A run was found, so there are records.
  const runs = records ?? (await context.runs());
  const mayWait = ['queued', 'failed', 'abandoned'].includes(before);
  const requested = await (mayWait ? cancelWaiting(context, runs, run) : runs.requestCancel(run));
  const isCancelled = requested?.status === 'cancelled' && before !== 'cancelled';
  const hadEnded = !(isOpen(before) || isCancelled) || requested?.cancelRequestedAt === null;
  const status = requested?.status ?? before;
  const result: Cancelled = {
    run,
    hadEnded,
    status: wait && isOpen(status) ? await endOf(runs, run, context.signal) : status,
  };
  await context.printResult(result, () => sentenceOf(result));
  return 0;
}

/** A run that waits in the queue leaves it as well, even if it failed or was abandoned before. */
async function cancelWaiting(
  context: CommandContext,
  runs: Runs,
  run: string,
): Promise<CancelRequest | null> {
  const hasPackage = (await importQueueIfAny()) !== null;
  const queue = hasPackage ? await openQueueIfAny(context, 'wdh cancel') : null;
  try {
    return await (queue?.cancel(run) ?? runs.requestCancel(run));
  } finally {
    await queue?.close();
  }
}

/** Waits until a run has ended, and marks it abandoned if its process is dead. */
async function endOf(runs: Runs, run: string, signal: AbortSignal): Promise<RunStatus> {
  const start = performance.now();
  for (;;) {
    const status = (await runs.getRun(run))?.status ?? 'cancelled';
    if (!isOpen(status)) return status;
    if (performance.now() - start > patienceMs) await runs.abandonDeadRuns();
    // The end of the wait by a signal is thrown, as that of every command.
    await sleep(pollMs, undefined, { signal }).catch(() => undefined);
    signal.throwIfAborted();
  }
}

function sentenceOf({ run, hadEnded, status }: Cancelled): string {
  const id = escapeControls(run);
  if (hadEnded) return `Run ${id} had ended before, as ${status}: nothing to cancel.`;
  if (status === 'running') {
    return `The end of run ${id} is requested. It ends within seconds: wdh show ${id}`;
  }
  if (status === 'cancelled') return `Run ${id} is cancelled. Nothing of it was loaded.`;
  if (status === 'abandoned') {
    return `Run ${id} is abandoned: its process had ended before. Nothing of it was loaded.`;
  }
  return `Run ${id} ended as ${status}, before it saw the request.`;
}

function isOpen(status: RunStatus): boolean {
  return (openStatuses as readonly RunStatus[]).includes(status);
}
