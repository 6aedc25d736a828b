import { foreignKey, integer, pgTable, primaryKey, text, varchar } from 'drizzle-orm/pg-core';
import { count, instant, spendColumns } from './columns.js';
import { pipelineExecutions } from './pipeline-executions.js';

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
    /** Rows that a check found; null for other steps, before its end, and for older runs. */
    rowsFound: count('rows_found'),
    ...spendColumns,
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
