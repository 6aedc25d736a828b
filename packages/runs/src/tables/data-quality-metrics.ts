import { foreignKey, index, numeric, pgTable, serial, text, varchar } from 'drizzle-orm/pg-core';
import { instant } from './columns.js';
import { pipelineExecutions } from './pipeline-executions.js';

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
    /** Column of the target; null for a figure about the run. */
    columnName: text('column_name'),
    /** Instead of a number: the minimum or maximum date or timestamp of a column. */
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
