import type { Queryable } from '@wdh/postgres';
import type { RowCounts } from '../metrics/row-counts.js';
import { executionLost } from './execution-lost.js';
import { recordableText } from './recordable-text.js';

/** How a run ended, with what is known of its rows. */
export interface ExecutionEnd {
  readonly status: 'success' | 'failed' | 'skipped' | 'rehearsed';
  readonly rows: RowCounts;
  readonly durationMs: number;
  /** Attempts so far, this one included. */
  readonly attempts: number;
  /** The table that holds the rows, by `pg_class.oid`; null where none were loaded. */
  readonly targetOid?: number | null | undefined;
  readonly error: { readonly code: string; readonly message: string } | null;
}

/**
 * Turns the `running` row of a run into its last state.
 *
 * @throws WdhError `EXECUTION_LOST` when it is not running any more, because another process took
 * this one for dead.
 */
export async function endExecution(
  on: Queryable,
  executionId: string,
  { status, rows, durationMs, attempts, error, targetOid = null }: ExecutionEnd,
): Promise<void> {
  const message = error === null ? null : await recordableText(on, error.message);
  const { count } = await on.query(
    `update public.pipeline_executions
     set status = $2, completed_at = clock_timestamp(), duration_ms = $3,
       rows_input = $4, rows_output = $5, rows_failed = $6, rows_inserted = $7, rows_updated = $8,
       rows_unchanged = $9, rows_superseded = $10, rows_filtered = $11, rows_added = $12,
       error_code = $13, error_message = $14, attempts = $15,
       rows_deleted = $16, target_oid = $17
     where execution_id = $1 and status = 'running'`,
    [
      executionId,
      status,
      Math.round(durationMs),
      rows.read,
      rows.inserted + rows.updated + rows.unchanged,
      rows.rejected,
      rows.inserted,
      rows.updated,
      rows.unchanged,
      rows.superseded,
      rows.filtered,
      rows.added,
      error?.code ?? null,
      message,
      attempts,
      rows.deleted,
      targetOid,
    ],
  );
  if (count === 1) return;
  throw executionLost(executionId);
}
