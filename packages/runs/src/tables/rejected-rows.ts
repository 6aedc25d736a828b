import { sql } from 'drizzle-orm';
import { bigserial, foreignKey, index, json, pgTable, text, varchar } from 'drizzle-orm/pg-core';
import { count, instant } from './columns.js';
import { pipelineExecutions } from './pipeline-executions.js';

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
    /** What the JSON of the record does not say about its values; null for a record of texts. */
    recordTypes: json('record_types'),
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
    index('rejected_rows_execution_idx').on(table.executionId, table.rejectedRowId),
    foreignKey({
      name: 'rejected_rows_execution_fkey',
      columns: [table.executionId],
      foreignColumns: [pipelineExecutions.executionId],
    }).onDelete('cascade'),
  ],
);
