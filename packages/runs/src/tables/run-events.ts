import { sql } from 'drizzle-orm';
import {
  foreignKey,
  index,
  integer,
  json,
  pgTable,
  primaryKey,
  text,
  varchar,
} from 'drizzle-orm/pg-core';
import { instant } from './columns.js';
import { pipelineExecutions } from './pipeline-executions.js';

/** Stores the events of each run, without cell values. Rows are only added. */
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
    // Few of many events, and those that are looked for.
    index('run_events_problems_idx')
      .on(table.executionId, table.sequence)
      .where(sql`${table.level} in ('warn', 'error')`),
    foreignKey({
      name: 'run_events_execution_fkey',
      columns: [table.executionId],
      foreignColumns: [pipelineExecutions.executionId],
    }).onDelete('cascade'),
  ],
);
