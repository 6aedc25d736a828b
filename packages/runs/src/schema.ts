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
  serial,
  text,
  timestamp,
  uniqueIndex,
  varchar,
} from 'drizzle-orm/pg-core';

const instant = (name: string) => timestamp(name, { withTimezone: true });
const count = (name: string) => bigint(name, { mode: 'number' });

/**
 * One row for each run of a pipeline, from its start on.
 *
 * `running` while its advisory lock is held; then `success`, `failed`, `skipped` (the source was
 * loaded before) or `rehearsed` (a dry run, rolled back on purpose); `abandoned` when the process
 * ended without saying so.
 */
export const pipelineExecutions = pgTable(
  'pipeline_executions',
  {
    executionId: varchar('execution_id', { length: 100 }).primaryKey(),
    pipelineName: varchar('pipeline_name', { length: 100 }).notNull(),
    pipelineVersion: varchar('pipeline_version', { length: 100 }).notNull(),
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
  },
  (table) => [
    check(
      'pipeline_executions_status_check',
      sql`${table.status} in ('running', 'success', 'failed', 'skipped', 'rehearsed', 'abandoned')`,
    ),
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
  },
  (table) => [
    index('rejected_rows_execution_idx').on(table.executionId),
    foreignKey({
      name: 'rejected_rows_execution_fkey',
      columns: [table.executionId],
      foreignColumns: [pipelineExecutions.executionId],
    }).onDelete('cascade'),
  ],
);
