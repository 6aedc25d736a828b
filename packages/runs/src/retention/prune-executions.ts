import type { Queryable } from '@wdh/postgres';

/** What {@link pruneExecutions} deleted. */
export interface PrunedExecutions {
  readonly executions: number;
  readonly rejectedRows: number;
  readonly metrics: number;
}

/**
 * Deletes what is kept of runs that ended more than so many days ago.
 *
 * A successful run of a source with a hash keeps its row, which is what makes the same source be
 * skipped; its rejected rows and metrics go.
 */
export async function pruneExecutions(
  on: Queryable,
  olderThanDays: number,
): Promise<PrunedExecutions> {
  const [deleted] = await on.query<Record<keyof PrunedExecutions, string>>(
    `with old as materialized (
       select execution_id, status = 'success' and input_sha256 is not null as is_claim
       from public.pipeline_executions
       where status <> 'running' and completed_at < now() - make_interval(days => $1)
     ), rejected as (
       delete from public.rejected_rows
       where execution_id in (select execution_id from old) returning 1
     ), metrics as (
       delete from public.data_quality_metrics
       where execution_id in (select execution_id from old) returning 1
     ), executions as (
       delete from public.pipeline_executions
       where execution_id in (select execution_id from old where not is_claim) returning 1
     )
     select (select count(*) from executions) as executions,
       (select count(*) from rejected) as "rejectedRows", (select count(*) from metrics) as metrics`,
    [olderThanDays],
  );
  return {
    executions: Number(deleted?.executions),
    rejectedRows: Number(deleted?.rejectedRows),
    metrics: Number(deleted?.metrics),
  };
}
