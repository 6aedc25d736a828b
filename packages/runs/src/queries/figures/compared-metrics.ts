import type { Queryable } from '@wdh/postgres';
import type { RecordedMetric } from '../metrics-of.js';

/** The figures of a run, and those of earlier successful runs of the same job. */
export interface ComparedMetrics {
  readonly metrics: readonly RecordedMetric[];
  /** Up to ten runs, the earliest first. */
  readonly earlier: readonly RunMetrics[];
}

/** The figures of one run. */
export interface RunMetrics {
  readonly executionId: string;
  readonly startedAt: Date;
  readonly metrics: readonly RecordedMetric[];
}

/**
 * Returns the figures of a run beside those of up to ten successful runs of its job that started
 * before it; of its pipeline, for a run without a job. Returns null if there is no run with that id.
 */
export async function comparedMetrics(
  on: Queryable,
  executionId: string,
): Promise<ComparedMetrics | null> {
  const found = await on.query<FoundMetric>(
    `with run as (
       select execution_id, started_at, job_name, pipeline_name
       from public.pipeline_executions where execution_id = $1
     ), of_job as (
       select earlier.* from run cross join lateral (
         select execution_id, started_at from public.pipeline_executions
         where job_name = run.job_name and status = 'success'
           and (started_at, execution_id) < (run.started_at, run.execution_id)
         order by started_at desc, execution_id desc limit 10
       ) earlier
     ), of_pipeline as (
       select earlier.* from run cross join lateral (
         select execution_id, started_at from public.pipeline_executions
         where run.job_name is null and pipeline_name = run.pipeline_name and job_name is null
           and status = 'success'
           and (started_at, execution_id) < (run.started_at, run.execution_id)
         order by started_at desc, execution_id desc limit 10
       ) earlier
     )
     select runs.execution_id as "executionId",
       (extract(epoch from runs.started_at) * 1000)::float8 as "startedMs",
       figure.column_name as "column", figure.metric_name as "metric",
       figure.metric_value::text as "number", figure.metric_text as "text"
     from (
       select execution_id, started_at from run
       union all select * from of_job union all select * from of_pipeline
     ) runs
     left join lateral (
       select * from public.data_quality_metrics where execution_id = runs.execution_id offset 0
     ) figure on true
     order by runs.started_at, runs.execution_id, figure.column_name, figure.metric_name`,
    [executionId],
  );
  if (found.length === 0) return null;
  const runs = new Map<string, Figures>();
  for (const { executionId: id, startedMs, metric, column, number, text } of found) {
    const run = runs.get(id) ?? { executionId: id, startedAt: new Date(startedMs), metrics: [] };
    runs.set(id, run);
    if (metric === null) continue;
    const { metrics, ...ofRun } = run;
    metrics.push({ ...ofRun, column, metric, value: number === null ? text : Number(number) });
  }
  const earlier = [...runs.values()].filter(({ executionId: id }) => id !== executionId);
  return {
    metrics: runs.get(executionId)?.metrics ?? [],
    earlier: earlier.filter(({ metrics }) => metrics.length > 0),
  };
}

interface Figures extends RunMetrics {
  readonly metrics: RecordedMetric[];
}

/** A figure, or a run without any. */
interface FoundMetric {
  readonly executionId: string;
  readonly startedMs: number;
  readonly column: string | null;
  readonly metric: string | null;
  readonly number: string | null;
  readonly text: string | null;
}
