import type { StepSpend } from '@wdh/pipeline-core';
import { type SQL, sql } from 'drizzle-orm';
import { pipelineExecutions as runs } from '../schema.js';

/**
 * Returns the columns of a run that its end changes: what its steps have spent is added to what earlier
 * starts spent. The server adds exact numbers. Nothing is changed where there are none.
 */
export function addedSpends(
  spends: readonly StepSpend[],
): { readonly costUsd: SQL; readonly paidCalls: SQL; readonly cachedCalls: SQL } | object {
  if (spends.length === 0) return {};
  const json = JSON.stringify(spends);
  const plus = (before: SQL, sum: SQL): SQL =>
    sql`coalesce(${before}, 0) + (select ${sum} from json_array_elements(${json}::text::json))`;
  return {
    costUsd: plus(sql`${runs.costUsd}`, sql`sum((value ->> 'costUsd')::numeric)`),
    paidCalls: plus(sql`${runs.paidCalls}`, sql`sum((value ->> 'calls')::bigint)::bigint`),
    cachedCalls: plus(sql`${runs.cachedCalls}`, sql`sum((value ->> 'cached')::bigint)::bigint`),
  };
}
