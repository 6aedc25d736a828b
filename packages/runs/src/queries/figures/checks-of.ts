import type { Queryable } from '@wdh/postgres';
import type { RunStatus } from '../../run-status.js';
import { limitOf } from '../page.js';

/** The outcome of a check in the last attempt of a run. */
export interface RecordedCheck {
  readonly executionId: string;
  readonly startedAt: Date;
  /** Status of the run. */
  readonly status: RunStatus;
  readonly name: string;
  /** Null for one that has not ended, could not be run, or is not known of an older run. */
  readonly hasPassed: boolean | null;
  /** Rows found, or 1 for a function that returned false; null where `hasPassed` is not known. */
  readonly found: number | null;
  /** Whether it ends the run when it fails; null unless it has failed. */
  readonly severity: 'error' | 'warn' | null;
}

/** Which checks: those of a run, or of the latest runs of a job. */
export type ChecksOptions =
  | { readonly run: string }
  | {
      readonly job: string;
      /** The latest runs that have begun: 1 to 1,000. Default 50. */
      readonly runs?: number | undefined;
    };

interface CheckRow extends Omit<RecordedCheck, 'startedAt' | 'hasPassed' | 'severity'> {
  readonly startedMs: number;
  readonly hasWarned: boolean;
}

/**
 * Returns checks in the order in which they ran, those of the earliest run first. A failed run has
 * them too, although it has no other figures.
 *
 * @throws WdhError `RUN_QUERY_INVALID`
 */
export async function checksOf(
  on: Queryable,
  options: ChecksOptions,
): Promise<readonly RecordedCheck[]> {
  const found =
    'run' in options
      ? await read(on, 'where execution_id = $1', [options.run])
      : await read(
          on,
          `where job_name = $1 and status <> 'queued'
           order by started_at desc, execution_id desc limit $2`,
          [options.job, limitOf({ limit: options.runs })],
        );
  return found.map(({ startedMs, hasWarned, ...row }) => ({
    ...row,
    startedAt: new Date(startedMs),
    hasPassed: row.found === null ? (hasWarned ? false : null) : row.found === 0,
    severity: severityOf(row.found, hasWarned),
  }));
}

function severityOf(found: number | null, hasWarned: boolean): RecordedCheck['severity'] {
  if (hasWarned) return 'warn';
  return (found ?? 0) > 0 ? 'error' : null;
}

function read(on: Queryable, which: string, parameters: readonly (string | number)[]) {
  return on.query<CheckRow>(
    `select run.execution_id as "executionId", run.status,
       (extract(epoch from run.started_at) * 1000)::float8 as "startedMs",
       step.step_name as "name", step.warnings > 0 as "hasWarned",
       coalesce(step.rows_found, figure.metric_value)::float8 as "found"
     from (
       select execution_id, status, started_at from public.pipeline_executions ${which}
     ) run
     cross join lateral (
       select * from public.run_steps
       where execution_id = run.execution_id and kind = 'check' and attempt = (
         select max(attempt) from public.run_steps where execution_id = run.execution_id)
       offset 0
     ) step
     -- Of runs that did not record it with the step.
     left join lateral (
       select metric_value from public.data_quality_metrics
       where step.rows_found is null and execution_id = run.execution_id
         and column_name is null and metric_name = 'check.' || step.step_name
       limit 1
     ) figure on true
     order by run.started_at, run.execution_id, step.ordinal`,
    parameters,
  );
}
