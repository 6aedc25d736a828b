import type { Queryable } from '@wdh/postgres';
import type { RunStatus } from '../../run-status.js';
import type { RunRows } from '../run.js';

/** A run as a mark in a strip. */
export interface RunMark {
  readonly executionId: string;
  readonly status: RunStatus;
  readonly startedAt: Date;
  /** Null until the run ends, and for one whose process ended first. */
  readonly durationMs: number | null;
  /** Null until the run ends, and for one whose process ended first. */
  readonly rows: Pick<RunRows, 'read' | 'loaded' | 'rejected'> | null;
}

/** What the records say about a job. */
export interface JobFigures {
  readonly job: string;
  /** The last 30 runs, the latest first. */
  readonly lastRuns: readonly RunMark[];
  /** Of the last 100 runs that ended: their number. The other figures are about the same runs. */
  readonly ended: number;
  /**
   * Share of success among runs that succeeded, failed or were abandoned, from 0 to 1; null without
   * any. Runs that were skipped, rehearsed or cancelled do not count.
   */
  readonly successRate: number | null;
  /** Of successful runs; null without any. */
  readonly medianDurationMs: number | null;
  /** Of successful runs; null without any. */
  readonly medianLoaded: number | null;
}

/** Options of `jobFigures`. */
export interface JobFiguresOptions {
  /** Names of jobs. Default: all that have runs. */
  readonly jobs?: readonly string[] | undefined;
}

/** Returns figures about jobs that have runs, by name. */
export async function jobFigures(
  on: Queryable,
  { jobs }: JobFiguresOptions = {},
): Promise<readonly JobFigures[]> {
  const names = jobs ?? (await jobNames(on));
  if (names.length === 0) return [];
  const figures = await on.query<Omit<JobFigures, 'lastRuns'>>(
    `select job, of_job.* from json_array_elements_text($1::text::json) job
     cross join lateral (
       select count(*)::int as "ended",
         (count(*) filter (where status = 'success'))::float8
           / nullif(count(*) filter (where status in ('success', 'failed', 'abandoned')), 0)
           as "successRate",
         percentile_cont(0.5) within group (order by duration_ms)
           filter (where status = 'success') as "medianDurationMs",
         percentile_cont(0.5) within group (order by rows_output)
           filter (where status = 'success') as "medianLoaded"
       from (
         select status, duration_ms, rows_output from public.pipeline_executions
         where job_name = job and status not in ('queued', 'running')
         order by started_at desc, execution_id desc limit 100
       ) latest
     ) of_job
     order by job`,
    [JSON.stringify(names)],
  );
  const marks = await lastRunsOf(on, names);
  return figures
    .map((about) => ({ ...about, lastRuns: marks.get(about.job) ?? [] }))
    .filter(({ lastRuns }) => lastRuns.length > 0);
}

/** Reads one entry of the index for each name, and not those of all runs. */
async function jobNames(on: Queryable): Promise<readonly string[]> {
  const found = await on.query<{ readonly name: string }>(
    `with recursive names as (
       (select job_name as name from public.pipeline_executions
        where job_name is not null order by job_name limit 1)
       union all
       select (select job_name from public.pipeline_executions
               where job_name > names.name order by job_name limit 1)
       from names where names.name is not null
     )
     select name from names where name is not null`,
  );
  return found.map(({ name }) => name).sort();
}

interface MarkRow extends Omit<RunMark, 'startedAt' | 'rows'> {
  readonly job: string;
  readonly startedMs: number;
  readonly read: number | null;
  readonly loaded: number;
  readonly rejected: number;
}

async function lastRunsOf(
  on: Queryable,
  names: readonly string[],
): Promise<ReadonlyMap<string, readonly RunMark[]>> {
  const found = await on.query<MarkRow>(
    `select job, execution_id as "executionId", status, duration_ms::float8 as "durationMs",
       (extract(epoch from started_at) * 1000)::float8 as "startedMs",
       rows_input::float8 as "read", coalesce(rows_output, 0)::float8 as "loaded",
       coalesce(rows_failed, 0)::float8 as "rejected"
     from json_array_elements_text($1::text::json) job
     cross join lateral (
       select execution_id, status, started_at, duration_ms, rows_input, rows_output, rows_failed
       from public.pipeline_executions where job_name = job
       order by started_at desc, execution_id desc limit 30
     ) latest
     order by job, started_at desc, execution_id desc`,
    [JSON.stringify(names)],
  );
  const marks = new Map<string, RunMark[]>();
  for (const { job, startedMs, read, loaded, rejected, ...mark } of found) {
    const rows = read === null ? null : { read, loaded, rejected };
    const ofJob = marks.get(job) ?? [];
    ofJob.push({ ...mark, startedAt: new Date(startedMs), rows });
    marks.set(job, ofJob);
  }
  return marks;
}
