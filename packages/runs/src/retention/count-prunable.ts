import type { Queryable } from '@wdh/postgres';
import { openStatuses } from '../run-status.js';
import type { PrunedExecutions } from './prune-executions.js';

/** Counts the rows that `pruneExecutions` would delete, without changing anything. */
export async function countPrunable(
  on: Queryable,
  olderThanDays: number,
): Promise<PrunedExecutions> {
  const ofOld = (table: string): string =>
    `(select count(*)::text from public.${table} join old using (execution_id))`;
  const [counts] = await on.query<Record<keyof PrunedExecutions, string>>(
    `with old as materialized (
       select execution_id, status = 'success'
         and (input_sha256 is not null or partition_key is not null) as is_claim
       from public.pipeline_executions
       where status <> all (string_to_array($2::text, ','))
         and completed_at < now() - make_interval(days => $1::int)
     )
     select (select count(*)::text from old where not is_claim) as "executions",
       ${ofOld('rejected_rows')} as "rejectedRows", ${ofOld('data_quality_metrics')} as "metrics",
       ${ofOld('run_steps')} as "steps", ${ofOld('run_events')} as "events"`,
    [olderThanDays, openStatuses.join(',')],
  );
  const { executions = 0, rejectedRows = 0, metrics = 0, steps = 0, events = 0 } = counts ?? {};
  return {
    executions: Number(executions),
    rejectedRows: Number(rejectedRows),
    metrics: Number(metrics),
    steps: Number(steps),
    events: Number(events),
  };
}
