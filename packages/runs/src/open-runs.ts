import { parseConnectionUrl, type Queryable, StatementPool } from '@wdh/postgres';
import { type SkippedFor, skippedFor } from './claims/skipped-for.js';
import type { PlannedExecution } from './executions/execution.js';
import { abandonDeadExecutions } from './lifecycle/abandon-dead-executions.js';
import {
  type CancelOptions,
  type CancelRequest,
  requestCancel,
} from './lifecycle/request-cancel.js';
import {
  type EarlierEventsPage,
  eventsBefore,
  type EventsBeforeOptions,
} from './queries/events/events-before.js';
import { eventsOf, type RunEventsOptions, type RunEventsPage } from './queries/events/events-of.js';
import {
  type ActivityOptions,
  activityOf,
  type RunActivity,
} from './queries/figures/activity-of.js';
import { checksOf, type ChecksOptions, type RecordedCheck } from './queries/figures/checks-of.js';
import { type ComparedMetrics, comparedMetrics } from './queries/figures/compared-metrics.js';
import {
  type JobFigures,
  jobFigures,
  type JobFiguresOptions,
} from './queries/figures/job-figures.js';
import { type MetricName, metricNames } from './queries/figures/metric-names.js';
import { getRun, type Run } from './queries/get-run.js';
import { listRuns, type ListRunsOptions } from './queries/list-runs.js';
import { metricsOf, type MetricsOptions, type RecordedMetric } from './queries/metrics-of.js';
import type { Page } from './queries/page.js';
import {
  type PartitionsOptions,
  type PartitionState,
  partitionsOf,
} from './queries/partitions-of.js';
import {
  countRejectedRows,
  type RejectCount,
  type RejectCountsOptions,
} from './queries/rejects/count-rejected-rows.js';
import { rejectedRows, type RejectedRowsOptions } from './queries/rejects/rejected-rows.js';
import type { StoredReject } from './queries/rejects/stored-reject.js';
import type { RunSummary } from './queries/run.js';
import { type RunStep, stepsOf } from './queries/steps-of.js';
import { queueExecution } from './queueing/queue-execution.js';
import { waitingExecutions, type WaitingRunsOptions } from './queueing/waiting-executions.js';
import { countPrunable } from './retention/count-prunable.js';
import { pruneExecutions, type PrunedExecutions } from './retention/prune-executions.js';
import { runQueryInvalid } from './statements/run-query-invalid.js';
import { withAuditTables } from './statements/with-audit-tables.js';
import { findDeadRuns } from './watching/find-dead-runs.js';
import { type RecentRun, recentRuns } from './watching/recent-runs.js';
import { revisionsOf, type RunRevision } from './watching/revisions-of.js';

/** The records of runs. */
export interface Runs {
  /**
   * Lists runs by pages, the latest first. Runs that start while pages are read do not move other
   * runs to another page; a queued run that starts meanwhile may be listed twice.
   */
  listRuns(options?: ListRunsOptions): Promise<Page<RunSummary>>;
  /** Returns a run; null if there is none with that id. */
  getRun(executionId: string): Promise<Run | null>;
  /**
   * Returns the run that loaded the source or the partition of a skipped run before; null if there is
   * none.
   */
  skippedFor(executionId: string): Promise<SkippedFor | null>;
  /** Returns the steps of all attempts of a run, in their order. */
  stepsOf(executionId: string): Promise<readonly RunStep[]>;
  /** Returns events of a run, in their order, even while the run continues. */
  eventsOf(executionId: string, options?: RunEventsOptions): Promise<RunEventsPage>;
  /** Returns the latest events of a run before one of them, or before the end, in their order. */
  eventsBefore(executionId: string, options: EventsBeforeOptions): Promise<EarlierEventsPage>;
  /**
   * Returns rejected rows of a run in their order, or of a job, those of its latest run first. They
   * contain cell values. A page of a job may be empty although there is another.
   */
  rejectedRows(options: RejectedRowsOptions): Promise<Page<StoredReject>>;
  /** Counts rejected rows by code and field, the most frequent first; 1,000 counts at most. */
  countRejectedRows(options: RejectCountsOptions): Promise<readonly RejectCount[]>;
  /**
   * Returns the figures about the data of a run, or one figure of the latest successful runs of a
   * job, the earliest first.
   */
  metricsOf(options: MetricsOptions): Promise<readonly RecordedMetric[]>;
  /**
   * Returns the figures of a run beside those of up to ten earlier successful runs of its job; null if
   * there is no run with that id.
   */
  comparedMetrics(executionId: string): Promise<ComparedMetrics | null>;
  /** Returns the figures that the last 30 successful runs of a job recorded, by column and name. */
  metricNames(job: string): Promise<readonly MetricName[]>;
  /** Returns the checks of a run, or of the latest runs of a job, those of the earliest run first. */
  checksOf(options: ChecksOptions): Promise<readonly RecordedCheck[]>;
  /** Returns the last runs, the success rate and the usual duration of jobs that have runs, by name. */
  jobFigures(options?: JobFiguresOptions): Promise<readonly JobFigures[]>;
  /**
   * Counts the runs that wait and run, and runs and loaded rows by the day on which the runs ended, in
   * a time zone.
   */
  activity(options?: ActivityOptions): Promise<RunActivity>;
  /** Returns the states of partitions of a job, in the order of their keys. */
  partitionsOf(options: PartitionsOptions): Promise<readonly PartitionState[]>;
  /**
   * Requests the end of a run: one that waits is cancelled immediately, a running one by its process.
   * Needs UPDATE on `pipeline_executions`. Returns null if there is no run with that id.
   */
  requestCancel(executionId: string, options?: CancelOptions): Promise<CancelRequest | null>;
  /**
   * Records a requested run as `queued`. The load of a pipeline that is bound with the same
   * `executionId` starts it; of several processes that try, one does. Throws `EXECUTION_EXISTS` for
   * an id that exists, `REQUEST_NOT_RECORDABLE` and `PIPELINE_NOT_RECORDABLE`. Needs INSERT on
   * `pipeline_executions`.
   */
  queueRun(planned: PlannedExecution): Promise<void>;
  /**
   * Returns the ids of runs of jobs that wait for their first start, and whose `submitKey` begins with a
   * text, the earliest request first; 10,000 at most.
   */
  waitingRuns(options: WaitingRunsOptions): Promise<readonly string[]>;
  /**
   * Marks the runs as `abandoned` whose process has ended without an outcome, and returns their ids.
   * With `only`, no others. Needs UPDATE on `pipeline_executions`.
   */
  abandonDeadRuns(only?: readonly string[]): Promise<readonly string[]>;
  /**
   * Returns the ids of running runs whose process holds no connection at this moment: it has ended,
   * or connects again. 1,000 at most.
   */
  findDeadRuns(): Promise<readonly string[]>;
  /** Returns what shows whether these runs have changed; runs that do not exist are left out. */
  revisionsOf(executionIds: readonly string[]): Promise<readonly RunRevision[]>;
  /**
   * Returns the runs that are queued, running, or have ended in the last minute: the latest 1,000 of
   * each.
   */
  recentRuns(): Promise<readonly RecentRun[]>;
  /**
   * Deletes the records of runs that ended more than a number of days ago, 0 to 36,500, and returns
   * the numbers of deleted rows. Successful runs of a source with a hash, or of a partition, keep their
   * row, because of which the same source or partition is skipped. It commits at most 10,000 rows at a time, and needs DELETE on
   * the tables; a dry run needs SELECT, and only counts.
   */
  pruneRuns(options: PruneRunsOptions): Promise<PrunedExecutions>;
  /** Closes the connections. */
  close(): Promise<void>;
}

/** Which runs `pruneRuns` deletes. */
export interface PruneRunsOptions {
  readonly olderThanDays: number;
  /** Whether to count, and delete nothing. Default false. */
  readonly dryRun?: boolean | undefined;
}

/** The database of the records, or an open connection to it, which is not closed. */
export type OpenRunsOptions =
  | { readonly on: Queryable }
  | {
      /** Contains the password: it is not logged, and errors do not contain it. */
      readonly connectionUrl: string;
      /** Most connections at the same time. Default 4. */
      readonly poolSize?: number | undefined;
      /** Longest time that the server works on one statement, in milliseconds. Default 5,000. */
      readonly statementTimeoutMs?: number | undefined;
      /** Longest wait for a connection, and for the server, in milliseconds. Default 30,000. */
      readonly deadlineMs?: number | undefined;
    };

/**
 * Opens the records of runs. Connections are opened by the first queries, and kept until `close`.
 *
 * Each method throws WdhError: `RUN_QUERY_INVALID` for invalid options, `AUDIT_TABLES_MISSING` if
 * `auditMigrations` are not applied, and errors of the server.
 *
 * @throws WdhError `CONNECTION_URL_INVALID`
 * @example
 * const runs = openRuns({ connectionUrl });
 * const { items, next } = await runs.listRuns({ statuses: ['failed'], limit: 20 });
 * await runs.close();
 */
export function openRuns(options: OpenRunsOptions): Runs {
  if ('on' in options) return runsOn(options.on, () => Promise.resolve());
  const pool = poolOf(options);
  return runsOn(pool, () => pool.close());
}

function runsOn(database: Queryable, close: () => Promise<void>): Runs {
  const on = withAuditTables(database);
  return {
    listRuns: (list) => listRuns(on, list),
    getRun: (executionId) => getRun(on, executionId),
    skippedFor: (executionId) => skippedFor(on, executionId),
    stepsOf: (executionId) => stepsOf(on, executionId),
    eventsOf: (executionId, events) => eventsOf(on, executionId, events),
    eventsBefore: (executionId, events) => eventsBefore(on, executionId, events),
    rejectedRows: (rejects) => rejectedRows(on, rejects),
    countRejectedRows: (counts) => countRejectedRows(on, counts),
    metricsOf: (metrics) => metricsOf(on, metrics),
    comparedMetrics: (executionId) => comparedMetrics(on, executionId),
    metricNames: (job) => metricNames(on, job),
    checksOf: (checks) => checksOf(on, checks),
    jobFigures: (figures) => jobFigures(on, figures),
    activity: (activity) => activityOf(on, activity),
    partitionsOf: (partitions) => partitionsOf(on, partitions),
    requestCancel: (executionId, cancel) => requestCancel(on, executionId, cancel),
    queueRun: (planned) => queueExecution(on, planned),
    waitingRuns: (waiting) => waitingExecutions(on, waiting),
    abandonDeadRuns: (only) => abandonDeadExecutions(on, only),
    findDeadRuns: () => findDeadRuns(on),
    revisionsOf: (executionIds) => revisionsOf(on, executionIds),
    recentRuns: () => recentRuns(on),
    pruneRuns: (options) => pruneRuns(on, options),
    close,
  };
}

async function pruneRuns(
  on: Queryable,
  { olderThanDays: days, dryRun = false }: PruneRunsOptions,
): Promise<PrunedExecutions> {
  if (!Number.isInteger(days) || days < 0 || days > 36_500) {
    throw runQueryInvalid('olderThanDays must be a whole number from 0 to 36,500');
  }
  return dryRun ? countPrunable(on, days) : pruneExecutions(on, days);
}

function poolOf({
  connectionUrl,
  poolSize = 4,
  statementTimeoutMs = 5_000,
  deadlineMs = 30_000,
}: Exclude<OpenRunsOptions, { readonly on: Queryable }>): StatementPool {
  const address = parseConnectionUrl(connectionUrl);
  const limits = { size: poolSize, deadlineMs, statementTimeoutMs };
  return new StatementPool({ address, applicationName: 'wdh runs', ...limits });
}
