import { endStatuses, type Run, type Runs } from '@wdh/runs';
import { expect } from 'vitest';

/** Waits until a run has one of these statuses, and returns it. */
export async function runWhen(
  runs: Runs,
  executionId: string,
  statuses: readonly string[],
): Promise<Run> {
  const status = async (): Promise<string | undefined> => (await runs.getRun(executionId))?.status;
  await expect.poll(status, { timeout: 60_000 }).toBeOneOf([...statuses]);
  const run = await runs.getRun(executionId);
  if (run === null) throw new Error(`Run ${executionId} is gone.`);
  return run;
}

/** Waits until a run has ended, and returns it. */
export const endedRun = (runs: Runs, executionId: string): Promise<Run> =>
  runWhen(runs, executionId, endStatuses);
