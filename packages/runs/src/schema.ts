import { sql } from 'drizzle-orm';
import {
  bigint,
  bigserial,
  boolean,
  check,
  foreignKey,
  index,
  integer,
  json,
  numeric,
  pgTable,
  primaryKey,
  serial,
  text,
  timestamp,
  uniqueIndex,
  varchar,
} from 'drizzle-orm/pg-core';

const instant = (name: string) => timestamp(name, { withTimezone: true });
const count = (name: string) => bigint(name, { mode: 'number' });

/**
 * Stores one row for each run, from the moment it is asked for.
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
    /** Of a queued run, the time at which it was asked for. */
    startedAt: instant('started_at').notNull(),
    completedAt: instant('completed_at'),
    status: varchar('status', { length: 20 }).notNull(),
    inputFilePath: text('input_file_path'),
    inputSizeBytes: count('input_size_bytes'),
    inputSha256: varchar('input_sha256', { length: 64 }),
    /** SHA-256 of the options by which the source is read; null where the run did not state them. */
    inputOptions: varchar('input_options', { length: 64 }),
    /** `schema.table`, quoted where needed. */
    target: text('target').notNull(),
    /** The table as the catalog knew it (`pg_class.oid`) when its rows were loaded. */
    targetOid: bigint('target_oid', { mode: 'number' }),
    loadMode: varchar('load_mode', { length: 20 }).notNull(),
    /** Whether the run was told to load a source that was loaded before. */
    isForced: boolean('is_forced').notNull().default(false),
    /** Records of the source, malformed ones included. */
    rowsInput: count('rows_input'),
    /** Rows that the target holds by this run: inserted, updated and unchanged. */
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
    /** Rows that dataset steps made beyond those they were given. */
    rowsAdded: count('rows_added'),
    durationMs: count('duration_ms'),
    attempts: integer('attempts').notNull().default(1),
    errorCode: varchar('error_code', { length: 100 }),
    errorMessage: text('error_message'),
    createdAt: instant('created_at').notNull().defaultNow(),
    /** The job that runs; null for a load that belongs to none. */
    jobName: varchar('job_name', { length: 100 }),
    /** What was asked for, without secrets. Not jsonb, which refuses what a text may hold. */
    request: json('request'),
    /** What asked for the run: one of the words of the check below. */
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
    /** Events that could not be written to `run_events`; null for a run that wrote none at its end. */
    eventsLost: integer('events_lost'),
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
    // The same source cannot be loaded twice, whatever the code does.
    uniqueIndex('pipeline_executions_claim_key')
      .on(
        table.pipelineName,
        table.pipelineVersion,
        table.target,
        table.inputSha256,
        sql`coalesce(${table.inputOptions}, '')`,
      )
      .where(sql`${table.status} = 'success' and not ${table.isForced}`),
    index('pipeline_executions_running_idx')
      .on(table.executionId)
      .where(sql`${table.status} = 'running'`),
    index('pipeline_executions_loaded_idx')
      .on(table.inputSha256)
      .where(sql`${table.status} = 'success'`),
  ],
);

/**
 * Figures about the data of a run, such as the share of rejected rows, and about each column of it:
 * `nulls`, `null_share`, `distinct_estimate`, `min` and `max`.
 */
export const dataQualityMetrics = pgTable(
  'data_quality_metrics',
  {
    metricId: serial('metric_id').primaryKey(),
    executionId: varchar('execution_id', { length: 100 }).notNull(),
    /** Name of the pipeline. */
    domain: varchar('domain', { length: 100 }).notNull(),
    metricName: varchar('metric_name', { length: 100 }).notNull(),
    metricValue: numeric('metric_value'),
    /** Column of the target that the figure is about; null where it is about the run. */
    columnName: text('column_name'),
    /** In place of a number: the least or greatest date or timestamp of a column. */
    metricText: text('metric_text'),
    recordedAt: instant('recorded_at').notNull().defaultNow(),
  },
  (table) => [
    index('data_quality_metrics_execution_idx').on(table.executionId),
    foreignKey({
      name: 'data_quality_metrics_execution_fkey',
      columns: [table.executionId],
      foreignColumns: [pipelineExecutions.executionId],
    }).onDelete('cascade'),
  ],
);

/** The records that did not become rows of the target: the only place where their values are kept. */
export const rejectedRows = pgTable(
  'rejected_rows',
  {
    rejectedRowId: bigserial('rejected_row_id', { mode: 'number' }).primaryKey(),
    executionId: varchar('execution_id', { length: 100 }).notNull(),
    /** Record number in the source, from 1, the header not counted. */
    rowNumber: count('row_number'),
    /** Physical line on which the record begins, from 1. */
    lineNumber: count('line_number'),
    stepName: text('step_name').notNull(),
    field: text('field'),
    code: text('code').notNull(),
    message: text('message').notNull(),
    /** The record as it entered the step. Not jsonb, which refuses what a bad record may hold. */
    input: json('input'),
    recordedAt: instant('recorded_at').notNull().defaultNow(),
    /** The record as the reader delivered it: texts by column, or the text of a malformed record. */
    record: json('record'),
    /** The run that loaded the repaired record. */
    resolvedBy: varchar('resolved_by', { length: 100 }),
    resolvedAt: instant('resolved_at'),
  },
  (table) => [
    index('rejected_rows_resolved_by_idx')
      .on(table.resolvedBy)
      .where(sql`${table.resolvedBy} is not null`),
    foreignKey({
      name: 'rejected_rows_resolved_by_fkey',
      columns: [table.resolvedBy],
      foreignColumns: [pipelineExecutions.executionId],
    }).onDelete('set null'),
    index('rejected_rows_execution_idx').on(table.executionId),
    foreignKey({
      name: 'rejected_rows_execution_fkey',
      columns: [table.executionId],
      foreignColumns: [pipelineExecutions.executionId],
    }).onDelete('cascade'),
  ],
);

/** Stores one row for each step of each attempt of a run; the counts grow while the attempt runs. */
export const runSteps = pgTable(
  'run_steps',
  {
    executionId: varchar('execution_id', { length: 100 }).notNull(),
    /** Attempt of the run, from 1. */
    attempt: integer('attempt').notNull(),
    /** Place of the step in its attempt, from 1: the source first, the load last. */
    ordinal: integer('ordinal').notNull(),
    stepName: text('step_name').notNull(),
    kind: varchar('kind', { length: 20 }).notNull(),
    startedAt: instant('started_at').notNull(),
    /** Null while the step takes rows, and for ever where its process ended. */
    endedAt: instant('ended_at'),
    rowsIn: count('rows_in').notNull(),
    rowsOut: count('rows_out').notNull(),
    rowsRejected: count('rows_rejected').notNull(),
    rowsFiltered: count('rows_filtered').notNull(),
    warnings: count('warnings').notNull(),
  },
  (table) => [
    primaryKey({
      name: 'run_steps_pkey',
      columns: [table.executionId, table.attempt, table.ordinal],
    }),
    foreignKey({
      name: 'run_steps_execution_fkey',
      columns: [table.executionId],
      foreignColumns: [pipelineExecutions.executionId],
    }).onDelete('cascade'),
  ],
);

/** Stores what was logged about each run, without cell values. Rows are only added. */
export const runEvents = pgTable(
  'run_events',
  {
    executionId: varchar('execution_id', { length: 100 }).notNull(),
    /** Order of the events of a run, from 1; a gap where events could not be written. */
    sequence: integer('sequence').notNull(),
    occurredAt: instant('occurred_at').notNull(),
    level: varchar('level', { length: 10 }).notNull(),
    event: varchar('event', { length: 100 }).notNull(),
    stepName: text('step_name'),
    /** Not jsonb, which refuses what a name may hold. */
    payload: json('payload'),
  },
  (table) => [
    primaryKey({ name: 'run_events_pkey', columns: [table.executionId, table.sequence] }),
    foreignKey({
      name: 'run_events_execution_fkey',
      columns: [table.executionId],
      foreignColumns: [pipelineExecutions.executionId],
    }).onDelete('cascade'),
  ],
);
