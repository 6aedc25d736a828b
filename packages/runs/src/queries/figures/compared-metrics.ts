import type { Queryable } from '@wdh/postgres';
import { type RecordedMetric, metricsOf } from '../metrics-of.js';

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
  const runs = await on.query<{ readonly executionId: string }>(
    `select execution_id as "executionId" from public.pipeline_executions where execution_id = $1
     union all
     (select earlier.execution_id
      from public.pipeline_executions run
      cross join lateral (
        (select execution_id, started_at from public.pipeline_executions
         where run.job_name is not null and job_name = run.job_name and status = 'success'
           and (started_at, execution_id) < (run.started_at, run.execution_id)
         order by started_at desc, execution_id desc limit 10)
        union all
        (select execution_id, started_at from public.pipeline_executions
         where run.job_name is null and pipeline_name = run.pipeline_name and job_name is null
           and status = 'success'
           and (started_at, execution_id) < (run.started_at, run.execution_id)
         order by started_at desc, execution_id desc limit 10)
      ) earlier
      where run.execution_id = $1
      order by earlier.started_at, earlier.execution_id)`,
    [executionId],
  );
  if (runs.length === 0) return null;
  const earlier: RunMetrics[] = [];
  for (const run of runs.slice(1)) {
    const metrics = await metricsOf(on, { run: run.executionId });
    const [first] = metrics;
    if (first !== undefined) earlier.push({ ...run, startedAt: first.startedAt, metrics });
  }
  return { metrics: await metricsOf(on, { run: executionId }), earlier };
}
