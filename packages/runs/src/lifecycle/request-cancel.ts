import type { Queryable } from '@wdh/postgres';
import { and, eq, inArray, sql } from 'drizzle-orm';
import { openStatuses, type RunStatus } from '../run-status.js';
import { pipelineExecutions as runs } from '../schema.js';
import { runStatement } from '../statements/run-statement.js';

/** A run after `requestCancel`. */
export interface CancelRequest {
  readonly executionId: string;
  /**
   * `running` if its process has not seen the request yet; `cancelled` if the run was queued, or
   * cancelled before; any other status is that of a run that had ended, which is not changed.
   */
  readonly status: RunStatus;
  /** Time of the first request; null if the run had ended without one. */
  readonly cancelRequestedAt: Date | null;
}

/** What is known about a run that is cancelled. */
export interface CancelOptions {
  /** Whether a queue delivers the run again, if its last attempt failed or was abandoned. Default false. */
  readonly isDeliveredAgain?: boolean | undefined;
}

const returned = {
  executionId: runs.executionId,
  status: sql<RunStatus>`${runs.status}`.as('status'),
  cancelRequestedAt: runs.cancelRequestedAt,
};

/**
 * Requests the end of a run: one that waits is cancelled immediately, a running one by its process.
 *
 * @returns the run; null if there is none with that id.
 */
export async function requestCancel(
  on: Queryable,
  executionId: string,
  { isDeliveredAgain = false }: CancelOptions = {},
): Promise<CancelRequest | null> {
  const between = isDeliveredAgain ? (['failed', 'abandoned'] as const) : [];
  const isWaiting = inArray(runs.status, ['queued', ...between]);
  // One statement, so that a run which starts at the same time is seen as queued or as running.
  const [changed] = await runStatement(on, (database) =>
    database
      .update(runs)
      .set({
        status: sql`case when ${isWaiting} then 'cancelled' else ${runs.status} end`,
        completedAt: sql`case when ${isWaiting} then clock_timestamp() end`,
        errorCode: sql`case when ${isWaiting} then 'CANCELLED' end`,
        errorCategory: sql`case when ${isWaiting} then 'interrupted' end`,
        errorMessage: sql`case when ${isWaiting} then 'Cancelled before it started; nothing was loaded.' end`,
        cancelRequestedAt: sql`coalesce(${runs.cancelRequestedAt}, clock_timestamp())`,
      })
      .where(
        and(eq(runs.executionId, executionId), inArray(runs.status, [...openStatuses, ...between])),
      )
      .returning(returned),
  );
  if (changed !== undefined) return changed;
  const [ended] = await runStatement(on, (database) =>
    database.select(returned).from(runs).where(eq(runs.executionId, executionId)),
  );
  return ended ?? null;
}
