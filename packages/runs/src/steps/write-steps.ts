import type { DatabaseEncoding, Queryable } from '@wdh/postgres';
import { sql } from 'drizzle-orm';
import { runSteps } from '../schema.js';
import type { ServerClock } from '../server-clock.js';
import { columnsOfSpend } from '../spend/spend-of.js';
import { runStatement } from '../statements/run-statement.js';
import { storableText } from '../text/storable-text.js';
import type { StepRecord } from './step-record.js';

/** Adds steps, at least one, to a run, or updates their counts. */
export async function writeSteps(
  on: Queryable,
  executionId: string,
  steps: readonly StepRecord[],
  clock: ServerClock,
  encoding: DatabaseEncoding,
): Promise<void> {
  const rows = steps.map(({ startedAtMs, endedAtMs, stepName, spend, ...counts }) => ({
    ...counts,
    ...columnsOfSpend(spend),
    executionId,
    stepName: storableText(stepName, encoding),
    startedAt: clock(startedAtMs),
    endedAt: endedAtMs === null ? null : clock(endedAtMs),
  }));
  const target = [runSteps.executionId, runSteps.attempt, runSteps.ordinal];
  const set = {
    endedAt: sql`excluded.ended_at`,
    rowsIn: sql`excluded.rows_in`,
    rowsOut: sql`excluded.rows_out`,
    rowsRejected: sql`excluded.rows_rejected`,
    rowsFiltered: sql`excluded.rows_filtered`,
    warnings: sql`excluded.warnings`,
    rowsFound: sql`excluded.rows_found`,
    costUsd: sql`excluded.cost_usd`,
    paidCalls: sql`excluded.paid_calls`,
    cachedCalls: sql`excluded.cached_calls`,
  };
  await runStatement(on, (database) =>
    database.insert(runSteps).values(rows).onConflictDoUpdate({ target, set }),
  );
}
