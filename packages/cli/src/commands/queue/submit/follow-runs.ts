import { setTimeout as sleep } from 'node:timers/promises';
import type { Queue } from '@wdh/queue';
import type { CommandContext } from '../../../context/command-context.js';
import { describeError } from '../../../outcome/describe-error.js';
import { importQueue } from '../../../project/import-queue.js';
import { showMany } from '../../../table/show-values.js';

const pollMs = 500;
/** How often a line is written where none can be replaced. */
const lineEveryMs = 30_000;

/**
 * Waits until runs have ended: a run that failed and is repeated has not.
 *
 * @returns 0, or the exit code of the signal that ended the wait. The runs go on without it.
 */
export async function followRuns(
  context: CommandContext,
  queue: Queue,
  executionIds: readonly string[],
  isQuiet: boolean,
): Promise<number> {
  const { signal, terminal } = context;
  const { openExecutions } = await importQueue('wdh submit');
  let open = executionIds;
  let writtenAt = performance.now();
  await warnWithoutWorkers(context, queue);
  try {
    for (;;) {
      open = [...(await openExecutions(queue.pool, open))];
      if (open.length === 0 || signal.aborted) break;
      const line = `waiting: ${executionIds.length - open.length} of ${showMany(executionIds.length, 'run')} ended`;
      if (!isQuiet && terminal.isLive) terminal.progress(line);
      else if (!isQuiet && performance.now() - writtenAt > lineEveryMs) {
        terminal.progressLine(line);
        writtenAt = performance.now();
      }
      await sleep(pollMs, undefined, { signal }).catch(() => undefined);
    }
  } finally {
    terminal.progress(null);
  }
  if (open.length === 0) return 0;
  const place = open.length === 1 ? `wdh show ${open[0] ?? ''} --follow` : 'wdh queue';
  await terminal.complain(
    `No longer waiting. ${showMany(open.length, 'run')} will run without this command: ${place}`,
  );
  return describeError(signal.reason).exitCode;
}

/** A run that no worker takes waits for ever. */
async function warnWithoutWorkers({ terminal }: CommandContext, queue: Queue): Promise<void> {
  const { workers } = await queue.status();
  if (workers.length > 0) return;
  await terminal.complain('No worker is running: the runs wait until one is started (wdh worker).');
}
