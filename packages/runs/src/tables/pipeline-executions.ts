import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  check,
  foreignKey,
  index,
  integer,
  json,
  pgTable,
  text,
  uniqueIndex,
  varchar,
} from 'drizzle-orm/pg-core';
import { count, instant, spendColumns } from './columns.js';

/**
 * Stores one row for each run, from its request on.
 *
 * `queued` until a process starts it, and `running` while that process holds its advisory lock. It
 * ends as `success`, `failed`, `skipped` (the source was loaded before), `rehearsed` (a dry run,
 * rolled back on purpose), `cancelled`, or `abandoned` (the process ended without ending the run).
 */
export const pipelineExecutions = pgTable(
  'pipeline_executions',
  {
    executionId: varchar('execution_id', { length: 100 }).primaryKey(),
    pipelineName: varchar('pipeline_name', { length: 100 }).notNull(),
    pipelineVersion: varchar('pipeline_version', { length: 100 }).notNull(),
    /** For a queued run, the time of its request. */
    startedAt: instant('started_at').notNull(),
    completedAt: instant('completed_at'),
    status: varchar('status', { length: 20 }).notNull(),
    inputFilePath: text('input_file_path'),
    inputSizeBytes: count('input_size_bytes'),
    inputSha256: varchar('input_sha256', { length: 64 }),
    /** SHA-256 of the reading options of the source; null if not recorded. */
    inputOptions: varchar('input_options', { length: 64 }),
    /** `schema.table`, quoted if needed. */
    target: text('target').notNull(),
    /** The object identifier of the table (`pg_class.oid`) when its rows were loaded. */
    targetOid: bigint('target_oid', { mode: 'number' }),
    loadMode: varchar('load_mode', { length: 20 }).notNull(),
    /** Whether the run loads a source even if it was loaded before. */
    isForced: boolean('is_forced').notNull().default(false),
    /** Records of the source, including malformed ones. */
    rowsInput: count('rows_input'),
    /** Rows of this run in the target: inserted, updated and unchanged. */
    rowsOutput: count('rows_output'),
    /** Rows rejected. */
    rowsFailed: count('rows_failed'),
    rowsInserted: count('rows_inserted'),
    rowsUpdated: count('rows_updated'),
    rowsUnchanged: count('rows_unchanged'),
    rowsSuperseded: count('rows_superseded'),
    /** Rows that a replace deleted. */
    rowsDeleted: count('rows_deleted'),
    rowsFiltered: count('rows_filtered'),
    /** Rows that dataset steps created in addition to their input. */
    rowsAdded: count('rows_added'),
    durationMs: count('duration_ms'),
    attempts: integer('attempts').notNull().default(1),
    errorCode: varchar('error_code', { length: 100 }),
    errorMessage: text('error_message'),
    createdAt: instant('created_at').notNull().defaultNow(),
    /** The job; null for a load without one. */
    jobName: varchar('job_name', { length: 100 }),
    /** The request, without secrets. Not jsonb, which refuses some texts. */
    request: json('request'),
    /** What requested the run: one of the values in the check below. */
    trigger: varchar('trigger', { length: 20 }),
    /** The person or program that asked for the run. */
    requestedBy: text('requested_by'),
    requestedAt: instant('requested_at'),
    /** The run that this one repeats or replays. */
    parentExecutionId: varchar('parent_execution_id', { length: 100 }),
    /** Name of the machine on which the run was started. */
    host: text('host'),
    /** Process of that machine. */
    processId: integer('process_id'),
    cancelRequestedAt: instant('cancel_requested_at'),
    /** Events that could not be written to `run_events`; null where none is known to be lost. */
    eventsLost: integer('events_lost'),
    /** How often the run was started; null for 0. A process that started it earlier cannot end it. */
    deliveries: integer('deliveries'),
    /** Category of the error, which decides the exit code; null for older runs. */
    errorCategory: varchar('error_category', { length: 20 }),
    /** Unique among the runs of a job that wait for their first start. */
    submitKey: varchar('submit_key', { length: 200 }),
    /** Unique among the runs that wait or run. */
    overlapKey: varchar('overlap_key', { length: 200 }),
    /** The schedule that requested the run. */
    scheduleName: varchar('schedule_name', { length: 100 }),
    /** The time of the schedule for which it was requested. */
    scheduledAt: instant('scheduled_at'),
    /** The partition of the job that the input holds, such as `2026-01`. */
    partitionKey: varchar('partition_key', { length: 100 }),
    /** Version of the input, such as that in the name of its file. */
    inputVersion: varchar('input_version', { length: 100 }),
    /** Of all attempts, also of those that failed. */
    ...spendColumns,
  },
  (table) => [
    check(
      'pipeline_executions_status_check',
      sql`${table.status} in ('queued', 'running', 'success', 'failed', 'skipped', 'rehearsed', 'abandoned', 'cancelled')`,
    ),
    check(
      'pipeline_executions_trigger_check',
      sql`${table.trigger} is null or ${table.trigger} in ('command', 'schedule', 'watch', 'console', 'queue', 'rerun', 'replay')`,
    ),
    foreignKey({
      name: 'pipeline_executions_parent_fkey',
      columns: [table.parentExecutionId],
      foreignColumns: [table.executionId],
    }).onDelete('set null'),
    // Without it, each deleted run would read the whole table for its children.
    index('pipeline_executions_parent_idx')
      .on(table.parentExecutionId)
      .where(sql`${table.parentExecutionId} is not null`),
    // The database itself prevents a second load of the same source.
    uniqueIndex('pipeline_executions_claim_key')
      .on(
        table.pipelineName,
        table.pipelineVersion,
        table.target,
        table.inputSha256,
        sql`coalesce(${table.inputOptions}, '')`,
        sql`coalesce(${table.partitionKey}, '')`,
        sql`coalesce(${table.inputVersion}, '')`,
      )
      .where(sql`${table.status} = 'success' and not ${table.isForced}`),
    // And a second load of the same version of a partition.
    uniqueIndex('pipeline_executions_partition_key')
      .on(
        table.pipelineName,
        table.pipelineVersion,
        table.target,
        table.partitionKey,
        sql`coalesce(${table.inputVersion}, '')`,
      )
      .where(
        sql`${table.status} = 'success' and not ${table.isForced} and ${table.partitionKey} is not null`,
      ),
    uniqueIndex('pipeline_executions_submit_key')
      .on(sql`coalesce(${table.jobName}, '')`, table.submitKey)
      .where(
        sql`${table.status} = 'queued' and ${table.deliveries} is null and ${table.submitKey} is not null`,
      ),
    uniqueIndex('pipeline_executions_overlap_key')
      .on(table.overlapKey)
      .where(sql`${table.status} in ('queued', 'running') and ${table.overlapKey} is not null`),
    // One for each way to sort, and for each filter in the order of the start.
    index('pipeline_executions_started_idx').on(table.startedAt, table.executionId),
    index('pipeline_executions_completed_idx').on(table.completedAt, table.executionId),
    index('pipeline_executions_duration_idx').on(table.durationMs, table.executionId),
    index('pipeline_executions_read_idx')
      .on(table.rowsInput, table.executionId)
      .where(sql`${table.rowsInput} is not null`),
    index('pipeline_executions_output_idx')
      .on(table.rowsOutput, table.executionId)
      .where(sql`${table.rowsOutput} is not null`),
    index('pipeline_executions_failed_idx')
      .on(table.rowsFailed, table.executionId)
      .where(sql`${table.rowsFailed} is not null`),
    index('pipeline_executions_job_idx').on(table.jobName, table.startedAt, table.executionId),
    index('pipeline_executions_pipeline_idx').on(
      table.pipelineName,
      table.startedAt,
      table.executionId,
    ),
    index('pipeline_executions_status_idx').on(table.status, table.startedAt, table.executionId),
    index('pipeline_executions_trigger_idx').on(table.trigger, table.startedAt, table.executionId),
    index('pipeline_executions_error_idx')
      .on(table.startedAt, table.executionId)
      .where(sql`${table.errorMessage} is not null`),
    index('pipeline_executions_rejects_idx')
      .on(table.jobName, table.startedAt, table.executionId)
      .where(sql`${table.rowsFailed} > 0`),
    // For the beginning of an id, which the order of most locales does not keep together.
    index('pipeline_executions_prefix_idx').on(table.executionId.op('varchar_pattern_ops')),
    index('pipeline_executions_of_partition_idx')
      .on(table.jobName, table.partitionKey.op('varchar_pattern_ops'), table.startedAt)
      .where(sql`${table.partitionKey} is not null`),
    index('pipeline_executions_schedule_idx')
      .on(table.scheduleName, table.startedAt, table.executionId)
      .where(sql`${table.scheduleName} is not null`),
    index('pipeline_executions_running_idx')
      .on(table.executionId)
      .where(sql`${table.status} = 'running'`),
    index('pipeline_executions_loaded_idx')
      .on(table.inputSha256)
      .where(sql`${table.status} = 'success'`),
  ],
);
