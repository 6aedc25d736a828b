import type { Queryable } from '@wdh/postgres';
import { and, asc, desc, eq, gte, isNull, lt, sql } from 'drizzle-orm';
import { dataQualityMetrics as metrics, pipelineExecutions as runs } from '../schema.js';
import { runStatement } from '../statements/run-statement.js';
import { limitOf } from './page.js';
import { instantOf } from './run-filter.js';

/** A figure about the data of a run. */
export interface RecordedMetric {
  readonly executionId: string;
  readonly startedAt: Date;
  /** The column of the target; null for a figure about the run. */
  readonly column: string | null;
  readonly metric: string;
  /** A text for a date or a timestamp; null if the column had no value. */
  readonly value: number | string | null;
}

/** Which figures to return: all of a run, or one for all runs of a job. */
export type MetricsOptions =
  | { readonly run: string }
  | {
      readonly job: string;
      readonly metric: string;
      /** Default: the figure about the run. */
      readonly column?: string | null | undefined;
      /** The latest successful runs: 1 to 1,000. Default 50. */
      readonly runs?: number | undefined;
      /** Runs that started at this time or later. */
      readonly startedFrom?: Date | undefined;
      /** Runs that started before this time. */
      readonly startedBefore?: Date | undefined;
    };

/**
 * Returns figures about the data of a run, by column and name, or one figure of the latest successful
 * runs of a job, the earliest first. Only a run that loads its rows has figures.
 *
 * @throws WdhError `RUN_QUERY_INVALID`
 */
export async function metricsOf(
  on: Queryable,
  options: MetricsOptions,
): Promise<readonly RecordedMetric[]> {
  const found = await ('run' in options ? figuresOf(on, options.run) : historyOf(on, options));
  return found.map(({ number, text, ...about }) => ({
    ...about,
    value: number === null ? text : Number(number),
  }));
}

const figure = {
  column: metrics.columnName,
  metric: metrics.metricName,
  number: metrics.metricValue,
  text: metrics.metricText,
};

function figuresOf(on: Queryable, executionId: string) {
  return runStatement(on, (database) =>
    database
      .select({
        executionId: sql<string>`${runs.executionId}`.as('run'),
        startedAt: runs.startedAt,
        ...figure,
      })
      .from(metrics)
      .innerJoin(runs, eq(runs.executionId, metrics.executionId))
      .where(eq(metrics.executionId, executionId))
      .orderBy(metrics.columnName, metrics.metricName),
  );
}

function historyOf(on: Queryable, options: Exclude<MetricsOptions, { readonly run: string }>) {
  const { job, metric, column = null, startedFrom, startedBefore } = options;
  const limit = limitOf({ limit: options.runs });
  return runStatement(on, (database) => {
    const latest = database
      .select({ runId: sql<string>`${runs.executionId}`.as('run_id'), startedAt: runs.startedAt })
      .from(runs)
      .where(
        and(
          eq(runs.jobName, job),
          eq(runs.status, 'success'),
          startedFrom === undefined ? undefined : gte(runs.startedAt, instantOf(startedFrom)),
          startedBefore === undefined ? undefined : lt(runs.startedAt, instantOf(startedBefore)),
        ),
      )
      .orderBy(desc(runs.startedAt), desc(runs.executionId))
      .limit(limit)
      .as('latest');
    // One of each run, by its index: a join would read the whole table for a thousand runs.
    const one = database
      .select(figure)
      .from(metrics)
      .where(
        and(
          eq(metrics.executionId, latest.runId),
          eq(metrics.metricName, metric),
          column === null ? isNull(metrics.columnName) : eq(metrics.columnName, column),
        ),
      )
      .limit(1)
      .as('one');
    return database
      .select({
        executionId: latest.runId,
        startedAt: latest.startedAt,
        column: one.column,
        metric: one.metric,
        number: one.number,
        text: one.text,
      })
      .from(latest)
      .innerJoinLateral(one, sql`true`)
      .orderBy(asc(latest.startedAt), asc(latest.runId));
  });
}
