import type { ErrorCategory, StepSpend } from '@wdh/pipeline-core';
import { sql } from 'drizzle-orm';
import type { RowCounts } from '../metrics/row-counts.js';
import type { RunStatus } from '../run-status.js';
import type { RunTrigger } from '../run-trigger.js';
import { pipelineExecutions as runs } from '../schema.js';
import { type SpendColumns, spendOf } from '../spend/spend-of.js';
import { noStepFigures, type StepFigures } from './step-figures-of.js';

/** The ledger of a run. */
export interface RunRows extends RowCounts {
  /** Rows of this run in the target: inserted, updated and unchanged. */
  readonly loaded: number;
}

/** A run in a list. */
export interface RunSummary {
  readonly executionId: string;
  /** Null for a load without a job. */
  readonly jobName: string | null;
  readonly pipelineName: string;
  readonly pipelineVersion: string;
  readonly status: RunStatus;
  /** Null for a run with an unknown trigger. */
  readonly trigger: RunTrigger | null;
  readonly requestedBy: string | null;
  readonly requestedAt: Date | null;
  /** For a queued run, the time of its request. */
  readonly startedAt: Date;
  /** Null until the run ends. */
  readonly completedAt: Date | null;
  /** Null until the run ends, and for one whose process ended first. */
  readonly durationMs: number | null;
  readonly attempts: number;
  /** `schema.table`, quoted if needed. */
  readonly target: string;
  readonly loadMode: string;
  /** Whether the run loads a source that was loaded before. */
  readonly isForced: boolean;
  readonly inputFilePath: string | null;
  readonly inputSizeBytes: number | null;
  readonly inputSha256: string | null;
  readonly errorCode: string | null;
  readonly errorMessage: string | null;
  /** The run that this one repeats or replays. */
  readonly parentExecutionId: string | null;
  readonly host: string | null;
  readonly processId: number | null;
  readonly cancelRequestedAt: Date | null;
  /** Events that could not be recorded; null where none is known to be lost. */
  readonly eventsLost: number | null;
  /** Category of the error, which decides the exit code; null for older runs. */
  readonly errorCategory: ErrorCategory | null;
  /** How often the run was started: 0 for one that waits, more than 1 after another delivery. */
  readonly deliveries: number;
  /** The partition of its job that it loads, such as `2026-01`. */
  readonly partition: string | null;
  /** Version of its input, such as that in the name of a file. */
  readonly inputVersion: string | null;
  /** The schedule that requested it. */
  readonly schedule: string | null;
  /** The time of the schedule for which it was requested. */
  readonly scheduledAt: Date | null;
  /** Warnings of the steps of the last attempt. */
  readonly warnings: number;
  /** Checks that found rows, in the last attempt; null for an attempt without checks. */
  readonly failedChecks: number | null;
  /**
   * What all attempts have spent on paid services, also those that failed; null where nothing was paid
   * for. Of a run that is running, as its steps were last recorded.
   */
  readonly spend: StepSpend | null;
  /** Null until the run ends, and for one whose process ended first. */
  readonly rows: RunRows | null;
}

/** The columns of {@link RunRecordRow}. */
export const runColumns = {
  executionId: runs.executionId,
  jobName: runs.jobName,
  pipelineName: runs.pipelineName,
  pipelineVersion: runs.pipelineVersion,
  status: sql<RunStatus>`${runs.status}`.as('status'),
  trigger: sql<RunTrigger | null>`${runs.trigger}`.as('trigger'),
  requestedBy: runs.requestedBy,
  requestedAt: runs.requestedAt,
  startedAt: runs.startedAt,
  completedAt: runs.completedAt,
  durationMs: runs.durationMs,
  attempts: runs.attempts,
  target: runs.target,
  loadMode: runs.loadMode,
  isForced: runs.isForced,
  inputFilePath: runs.inputFilePath,
  inputSizeBytes: runs.inputSizeBytes,
  inputSha256: runs.inputSha256,
  errorCode: runs.errorCode,
  errorMessage: runs.errorMessage,
  parentExecutionId: runs.parentExecutionId,
  host: runs.host,
  processId: runs.processId,
  cancelRequestedAt: runs.cancelRequestedAt,
  eventsLost: runs.eventsLost,
  errorCategory: sql<ErrorCategory | null>`${runs.errorCategory}`.as('error_category'),
  deliveries: sql<number>`coalesce(${runs.deliveries}, 0)`.as('deliveries'),
  partition: runs.partitionKey,
  inputVersion: runs.inputVersion,
  schedule: runs.scheduleName,
  scheduledAt: runs.scheduledAt,
  rowsInput: runs.rowsInput,
  rowsOutput: runs.rowsOutput,
  rowsFailed: runs.rowsFailed,
  rowsInserted: runs.rowsInserted,
  rowsUpdated: runs.rowsUpdated,
  rowsUnchanged: runs.rowsUnchanged,
  rowsSuperseded: runs.rowsSuperseded,
  rowsDeleted: runs.rowsDeleted,
  rowsFiltered: runs.rowsFiltered,
  rowsAdded: runs.rowsAdded,
  costUsd: runs.costUsd,
  paidCalls: runs.paidCalls,
  cachedCalls: runs.cachedCalls,
};

type LedgerColumns =
  | 'rowsInput'
  | 'rowsOutput'
  | 'rowsFailed'
  | 'rowsInserted'
  | 'rowsUpdated'
  | 'rowsUnchanged'
  | 'rowsSuperseded'
  | 'rowsDeleted'
  | 'rowsFiltered'
  | 'rowsAdded';

/** A row of the table of runs, with the columns of {@link runColumns}. */
export type RunRow = Omit<RunSummary, 'rows' | 'spend' | keyof StepFigures> &
  Readonly<Record<LedgerColumns, number | null>> &
  SpendColumns;

/** Converts a row to a run. */
export function runOf(
  row: RunRow,
  figures: StepFigures = noStepFigures,
  spendOfSteps: StepSpend | null = null,
): RunSummary {
  const {
    rowsInput,
    rowsOutput,
    rowsFailed,
    rowsInserted,
    rowsUpdated,
    rowsUnchanged,
    rowsSuperseded,
    rowsDeleted,
    rowsFiltered,
    rowsAdded,
    costUsd,
    paidCalls,
    cachedCalls,
    ...others
  } = row;
  const spend = spendOfSteps ?? spendOf({ costUsd, paidCalls, cachedCalls });
  const run = { ...others, spend };
  if (rowsInput === null) return { ...run, ...figures, rows: null };
  const rows = {
    read: rowsInput,
    loaded: rowsOutput ?? 0,
    inserted: rowsInserted ?? 0,
    updated: rowsUpdated ?? 0,
    unchanged: rowsUnchanged ?? 0,
    superseded: rowsSuperseded ?? 0,
    // Not counted for older runs.
    deleted: rowsDeleted ?? 0,
    rejected: rowsFailed ?? 0,
    filtered: rowsFiltered ?? 0,
    added: rowsAdded ?? 0,
  };
  return { ...run, ...figures, rows };
}
