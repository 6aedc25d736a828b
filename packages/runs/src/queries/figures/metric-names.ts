import type { Queryable } from '@wdh/postgres';

/** A figure that runs of a job record. */
export interface MetricName {
  /** The column of the target; null for a figure about the run. */
  readonly column: string | null;
  readonly metric: string;
}

/** Returns the figures that the last 30 successful runs of a job recorded, by column and name. */
export async function metricNames(on: Queryable, job: string): Promise<readonly MetricName[]> {
  return on.query<MetricName>(
    `select distinct column_name as "column", metric_name as "metric"
     from (
       select execution_id from public.pipeline_executions
       where job_name = $1 and status = 'success'
       order by started_at desc, execution_id desc limit 30
     ) latest
     cross join lateral (
       select column_name, metric_name from public.data_quality_metrics metrics
       where metrics.execution_id = latest.execution_id
       -- Not joined, but looked up by the index for each run.
       offset 0
     ) of_run
     order by "column" nulls first, "metric"`,
    [job],
  );
}
