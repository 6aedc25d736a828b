import type { ErrorCategory, StepSpend } from '@wdh/pipeline-core';
import type { Queryable } from '@wdh/postgres';
import { and, eq, sql } from 'drizzle-orm';
import { executionLost } from '../executions/execution-lost.js';
import type { RowCounts } from '../metrics/row-counts.js';
import { pipelineExecutions } from '../schema.js';
import { addedSpends } from '../spend/added-spends.js';
import { runStatement } from '../statements/run-statement.js';
import { recordableText } from '../text/recordable-text.js';

/** The outcome of a run, with the known counts of its rows. */
export interface ExecutionEnd {
  readonly status: 'success' | 'failed' | 'skipped' | 'rehearsed' | 'cancelled';
  readonly rows: RowCounts;
  readonly durationMs: number;
  /** Attempts so far, including this one; 0 if the run ended before the first. */
  readonly attempts: number;
  /** The table with the rows, by `pg_class.oid`; null if none were loaded. */
  readonly targetOid?: number | null | undefined;
  readonly error: {
    readonly code: string;
    readonly message: string;
    readonly category?: ErrorCategory | undefined;
  } | null;
  /**
   * What the steps of all attempts of this start have spent; it is added to what earlier starts of the
   * run spent. Default: nothing.
   */
  readonly spends?: readonly StepSpend[] | undefined;
  /** Number of the start that the end belongs to. Default: the latest. */
  readonly delivery?: number | undefined;
}

/**
 * Updates the `running` row of a run to its final state.
 *
 * @throws WdhError `EXECUTION_LOST` if it is no longer running, because another process marked it
 * abandoned, or has continued it.
 */
export async function endExecution(
  on: Queryable,
  executionId: string,
  { status, rows, durationMs, attempts, error, ...end }: ExecutionEnd,
): Promise<void> {
  const { targetOid = null, spends = [], delivery } = end;
  const message = error === null ? null : await recordableText(on, error.message);
  const ended = await runStatement(on, (database) =>
    database
      .update(pipelineExecutions)
      .set({
        status,
        completedAt: sql`clock_timestamp()`,
        durationMs: Math.round(durationMs),
        rowsInput: rows.read,
        rowsOutput: rows.inserted + rows.updated + rows.unchanged,
        rowsFailed: rows.rejected,
        rowsInserted: rows.inserted,
        rowsUpdated: rows.updated,
        rowsUnchanged: rows.unchanged,
        rowsSuperseded: rows.superseded,
        rowsDeleted: rows.deleted,
        rowsFiltered: rows.filtered,
        rowsAdded: rows.added,
        errorCode: error?.code ?? null,
        errorCategory: error?.category ?? null,
        errorMessage: message,
        attempts,
        targetOid,
        ...addedSpends(spends),
      })
      .where(
        and(
          eq(pipelineExecutions.executionId, executionId),
          eq(pipelineExecutions.status, 'running'),
          delivery === undefined ? undefined : eq(pipelineExecutions.deliveries, delivery),
        ),
      )
      .returning({ executionId: pipelineExecutions.executionId }),
  );
  if (ended.length === 1) return;
  throw executionLost(executionId);
}
