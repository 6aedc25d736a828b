import type { Parameter, Queryable } from '@wdh/postgres';

/** A row of the table of runs, by its columns; the rest has defaults. */
export type RunColumns = Readonly<Record<string, Parameter>>;

/** Records a run as a load would: by default a successful one without a job, which loaded nothing. */
export async function recordRun(on: Queryable, executionId: string, more: RunColumns = {}) {
  await insert(on, 'pipeline_executions', {
    execution_id: executionId,
    pipeline_name: 'strikes',
    pipeline_version: '1',
    started_at: '2026-02-03T04:05:06Z',
    status: 'success',
    target: 'public.strikes',
    load_mode: 'append',
    ...more,
  });
}

/** Records a check of the first attempt of a run. */
export async function recordCheck(on: Queryable, executionId: string, more: RunColumns = {}) {
  await insert(on, 'run_steps', {
    execution_id: executionId,
    ...{ attempt: 1, ordinal: 9, step_name: 'has_rows', kind: 'check', started_at: '2026-02-03' },
    ...{ ended_at: '2026-02-03', rows_in: 0, rows_out: 0, rows_rejected: 0, rows_filtered: 0 },
    ...{ warnings: 0, rows_found: 0 },
    ...more,
  });
}

/** Records a figure of a run. */
export async function recordMetric(on: Queryable, executionId: string, more: RunColumns = {}) {
  await insert(on, 'data_quality_metrics', {
    execution_id: executionId,
    ...{ domain: 'strikes', column_name: null, metric_name: 'rejected_share', metric_value: 0 },
    ...more,
  });
}

async function insert(on: Queryable, table: string, row: RunColumns): Promise<void> {
  const columns = Object.keys(row);
  const values = columns.map((_, index) => `$${index + 1}`);
  await on.query(
    `insert into public.${table} (${columns.join(', ')}) values (${values.join(', ')})`,
    Object.values(row),
  );
}
