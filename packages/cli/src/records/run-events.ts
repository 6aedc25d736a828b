import { setTimeout as wait } from 'node:timers/promises';
import { openStatuses, type RunEvent, type Runs } from '@wdh/runs';

/** Which events {@link runEvents} returns, and whether it waits for later ones. */
export interface RunEventsWanted {
  readonly levels?: readonly string[] | undefined;
  /** Whether to wait for events until the run ends. Default false. */
  readonly follow?: boolean | undefined;
  readonly signal: AbortSignal;
}

/** Time between two looks at a run that continues. */
const pollMs = 500;
/** A run without an event for this long may have lost its process. */
const patienceMs = 5_000;

/**
 * Returns the events of a run in their order, in parts.
 *
 * @throws the reason of the signal.
 */
export async function* runEvents(
  runs: Runs,
  executionId: string,
  { levels, follow = false, signal }: RunEventsWanted,
): AsyncGenerator<readonly RunEvent[], void, undefined> {
  let after = 0;
  let lastSign = performance.now();
  for (;;) {
    // Before the events are read, so that none is written after the last look.
    const hasEnded = !follow || (await isEnded(runs, executionId));
    let hasMore = true;
    while (hasMore) {
      signal.throwIfAborted();
      const page = await runs.eventsOf(executionId, { after, levels, limit: 1_000 });
      if (page.items.length > 0) {
        yield page.items;
        lastSign = performance.now();
      }
      ({ after, hasMore } = page);
    }
    if (hasEnded) return;
    if (performance.now() - lastSign > patienceMs) {
      // A role that may only read leaves this to the next run of the job.
      await runs.abandonDeadRuns().catch(() => undefined);
      lastSign = performance.now();
    }
    await wait(pollMs, undefined, { signal }).catch(() => undefined);
  }
}

/** Whether a run has ended; one whose record was deleted has. */
async function isEnded(runs: Runs, executionId: string): Promise<boolean> {
  const run = await runs.getRun(executionId);
  return run === null || !(openStatuses as readonly string[]).includes(run.status);
}
