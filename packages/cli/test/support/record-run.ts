import type { Sql } from 'postgres';

/** A run to record without running anything. */
export interface RecordedRun {
  readonly id: string;
  readonly job?: string;
  readonly status?: string;
  /** Default: an hour ago. */
  readonly startedAt?: string;
  readonly rejected?: number;
  readonly parent?: string;
  readonly errorMessage?: string;
}

/** Records a run of which 100 rows were read, as the loader would. */
export async function recordRun(sql: Sql, run: RecordedRun): Promise<void> {
  const { id, job = 'people', status = 'success', rejected = 0, parent, errorMessage } = run;
  const startedAt = run.startedAt ?? new Date(Date.now() - 3_600_000).toISOString();
  const isOpen = status === 'queued' || status === 'running';
  const loaded = status === 'success' ? 100 - rejected : 0;
  await sql`
    insert into pipeline_executions (execution_id, pipeline_name, pipeline_version, started_at,
      completed_at, status, target, load_mode, rows_input, rows_output, rows_failed, rows_inserted,
      rows_updated, rows_unchanged, rows_superseded, rows_deleted, rows_filtered, rows_added,
      duration_ms, attempts, error_code, error_message, job_name, trigger, requested_by, requested_at,
      parent_execution_id)
    select ${id}, ${job}, '1', ${startedAt}::timestamptz,
      case when ${isOpen} then null else ${startedAt}::timestamptz + interval '90 seconds' end,
      ${status}, 'public.people', 'append', counts.read, counts.loaded, counts.rejected, counts.loaded,
      0, 0, 0, 0, 0, 0, case when ${isOpen} then null else 90000 end, 1,
      case when ${errorMessage ?? null}::text is null then null else 'VALUE_INVALID' end,
      ${errorMessage ?? null}, ${job}, 'command', 'someone', ${startedAt}::timestamptz,
      ${parent ?? null}
    from (select case when ${isOpen} then null else 100 end as read,
      case when ${isOpen} then null else ${loaded}::int end as loaded,
      case when ${isOpen} then null else ${rejected}::int end as rejected) as counts`;
}

/** Records rejected rows of a run: line 2 on, with a record of two columns. */
export async function recordRejects(
  sql: Sql,
  id: string,
  count: number,
  { field = 'age', message = 'age: must be a whole number', value = 'twelve' } = {},
): Promise<void> {
  await sql`
    insert into rejected_rows (execution_id, row_number, line_number, step_name, field, code, message,
      input, record)
    select ${id}, n, n + 1, 'validate', ${field}, 'INVALID_INTEGER', ${message},
      json_build_object('age', ${value}::text, 'name', 'n' || n),
      json_build_object('Age', ${value}::text, 'Name', 'n' || n)
    from generate_series(1, ${count}::int) as n`;
}
