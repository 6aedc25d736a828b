import type { PlannedExecution } from '../executions/execution.js';
import type { OriginColumns } from '../requests/run-origin.js';

/** A requested run, by the columns of its row. */
export type QueuedRow = Readonly<Record<keyof typeof columnTypes, string | boolean | null>>;

/** Columns of a request with the types in which they are sent; the rest are those of every request. */
const columnTypes = {
  execution_id: 'text',
  pipeline_name: 'text',
  pipeline_version: 'text',
  target: 'text',
  load_mode: 'text',
  is_forced: 'boolean',
  job_name: 'text',
  request: 'text',
  trigger: 'text',
  requested_by: 'text',
  parent_execution_id: 'text',
  submit_key: 'text',
  overlap_key: 'text',
  schedule_name: 'text',
  scheduled_at: 'timestamptz',
  partition_key: 'text',
  input_version: 'text',
} as const;

const names = Object.keys(columnTypes);
const typed = Object.entries(columnTypes).map(([name, type]) => `${name} ${type}`);
const selected = names.map((name) => (name === 'request' ? 'request::json' : name));

/**
 * Inserts rows, given as one JSON array: a parameter for each value takes the server five times as
 * long. A row that conflicts with any unique key is left out.
 */
export const insertQueued = `
  insert into public.pipeline_executions (started_at, requested_at, status, ${names.join(', ')})
  select clock_timestamp(), clock_timestamp(), 'queued', ${selected.join(', ')}
  from json_to_recordset($1::text::json) as requested (${typed.join(', ')})
  on conflict do nothing returning execution_id as "executionId"`;

/** Returns the row of a request. */
export function queuedRow(run: PlannedExecution, origin: OriginColumns): QueuedRow {
  const { partition, schedule } = run;
  return {
    execution_id: run.executionId,
    pipeline_name: run.pipelineName,
    pipeline_version: run.pipelineVersion,
    target: run.target,
    load_mode: run.mode,
    is_forced: run.isForced,
    job_name: origin.jobName,
    // JSON within JSON, because it may have an escaped NUL, which only the type json stores.
    request: origin.request,
    trigger: origin.trigger,
    requested_by: origin.requestedBy,
    parent_execution_id: origin.parentExecutionId,
    submit_key: run.submitKey ?? null,
    overlap_key: run.overlapKey ?? null,
    schedule_name: schedule?.name ?? null,
    scheduled_at: schedule?.at.toISOString() ?? null,
    partition_key: partition?.key ?? null,
    input_version: partition?.version ?? null,
  };
}
