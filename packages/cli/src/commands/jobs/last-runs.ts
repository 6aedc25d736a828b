import type { RunStatus } from '@wdh/runs';
import type { CommandContext } from '../../context/command-context.js';
import { describeError } from '../../outcome/describe-error.js';
import { openRecords } from '../../records/open-records.js';

/** The latest run of a job. */
export interface LastRun {
  readonly executionId: string;
  readonly status: RunStatus;
  readonly startedAt: Date;
}

/**
 * Returns the latest run of each job that has one. Without a named database, and for one that does
 * not answer, there are none: a list of jobs needs no server.
 */
export async function lastRuns(
  context: CommandContext,
  names: readonly string[],
): Promise<ReadonlyMap<string, LastRun>> {
  const found = new Map<string, LastRun>();
  if (context.settings.databaseUrl === undefined) return found;
  try {
    const runs = await openRecords(context);
    if (runs === null) return found;
    for (const job of names) {
      const [last] = (await runs.listRuns({ job, limit: 1 })).items;
      if (last === undefined) continue;
      const { executionId, status, startedAt } = last;
      found.set(job, { executionId, status, startedAt });
    }
  } catch (error) {
    const { message } = describeError(error);
    await context.terminal.complain(`The last runs are not known: ${message}`);
  }
  return found;
}
