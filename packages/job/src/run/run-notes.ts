import type { ReadProgress, ReadStatistics } from '@wdh/file-connector';
import {
  type PipelineObserver,
  type RejectedRow,
  type SourceIdentity,
  type StepSpend,
  WdhError,
} from '@wdh/pipeline-core';
import { LoadError, type LoadReport, type LoadStatus } from '@wdh/warehouse-loader';
import { addSpends } from '../spend/add-spends.js';
import type { RunHost } from './run-host.js';
import { noRows, type RunOutcome } from './run-outcome.js';
import type { RunPhase } from './run-progress.js';

/** Collects what is known about a run, to report its progress, and its outcome even if it fails. */
export class RunNotes {
  readonly #host: Partial<RunHost>;
  readonly #startedAt = performance.now();
  #source: SourceIdentity | null = null;
  #phase: RunPhase = 'identify';
  #records = 0;
  #bytesRead = 0;
  #totalBytes: number | null = null;
  #counts: { readonly rowsIn: number; readonly rowsFiltered: number } | null = null;
  #malformed = 0;
  #rejectedByPipeline = 0;
  #rejected = 0;
  #spend: StepSpend | null = null;

  constructor(host: Partial<RunHost> = {}) {
    this.#host = host;
  }

  /** Counts what the pipeline reports, and passes it on to the observer of the host. */
  get observer(): PipelineObserver {
    const { observer = {} } = this.#host;
    return {
      // One by one: an observer may be an object of a class, whose methods a copy would lose.
      onRunStart: (run) => observer.onRunStart?.(run),
      onStepStart: (step) => observer.onStepStart?.(step),
      onWarning: (warning) => observer.onWarning?.(warning),
      onStepFailed: (failure) => observer.onStepFailed?.(failure),
      onStepEnd: (metrics) => observer.onStepEnd?.(metrics),
      onProgress: (counts) => {
        this.#rejectedByPipeline = counts.rowsRejected;
        observer.onProgress?.(counts);
      },
      onRunEnd: (metrics, error) => {
        this.#spend = addSpends(this.#spend, metrics.steps);
        this.#counts = metrics;
        this.#rejectedByPipeline = metrics.rowsRejected;
        observer.onRunEnd?.(metrics, error);
      },
    };
  }

  readonly onIdentified = (source: SourceIdentity): void => {
    this.#source = source;
  };

  /** Receives the progress of reading. */
  readonly onRead = (progress: ReadProgress, { records, malformed }: ReadStatistics): void => {
    this.#phase = progress.phase;
    this.#bytesRead = progress.bytesRead;
    this.#totalBytes = progress.totalBytes;
    this.#records = records;
    this.#malformed = malformed;
    this.#report();
  };

  /** Receives what the load does after the last row. */
  readonly onPhase = (phase: RunPhase): void => {
    this.#phase = phase;
    this.#report();
  };

  /** Counts the rejected rows of an attempt, and passes them on to the host. */
  readonly onRejected = async (rejected: AsyncIterable<RejectedRow>): Promise<void> => {
    const rows = this.#counted(rejected);
    const { onRejected } = this.#host;
    if (onRejected !== undefined) await onRejected(rows);
    else for await (const _ of rows);
  };

  /** The outcome of a run that succeeded. */
  succeeded(planned: PlannedOutcome, report: LoadReport<LoadStatus>): RunOutcome {
    const { status, rows, durationMs, attempts, hint, previousExecutionId, droppedColumns } =
      report;
    const counted = { status, rows, durationMs, attempts, hint, previousExecutionId };
    const { target, previousRun } = report;
    return {
      ...planned,
      ...counted,
      target,
      previousRun,
      droppedColumns,
      spend: this.#spend,
      source: report.source,
      error: null,
    };
  }

  /**
   * The outcome of a run that failed: rows may have been read and rejected, but none was loaded.
   * The counts are those of the last attempt that read rows.
   */
  failed(planned: PlannedOutcome, error: unknown, attempts: number): RunOutcome {
    const isCancelled = error instanceof WdhError && error.category === 'interrupted';
    const read = this.#counts?.rowsIn ?? 0;
    // The pipeline does not count refused rows; counting stops when the host fails to take them.
    const rejected = Math.max(this.#rejected, this.#rejectedByPipeline);
    const filtered = this.#counts?.rowsFiltered ?? 0;
    return {
      ...planned,
      status: isCancelled && error.code === 'CANCELLED' ? 'cancelled' : 'failed',
      rows: { ...noRows, read, rejected, filtered },
      attempts: error instanceof LoadError ? error.attempts : attempts,
      durationMs: Math.round(performance.now() - this.#startedAt),
      spend: this.#spend,
      source: this.#source,
      previousExecutionId: null,
      previousRun: null,
      droppedColumns: [],
      hint: null,
      error,
    };
  }

  async *#counted(
    rejected: AsyncIterable<RejectedRow>,
  ): AsyncGenerator<RejectedRow, void, undefined> {
    this.#rejected = 0;
    for await (const row of rejected) {
      this.#rejected += 1;
      yield row;
    }
  }

  #report(): void {
    try {
      this.#host.onProgress?.({
        phase: this.#phase,
        rows: this.#records,
        // The reader counts malformed records before the pipeline does.
        rejected: Math.max(this.#malformed, this.#rejectedByPipeline, this.#rejected),
        bytesRead: this.#bytesRead,
        totalBytes: this.#totalBytes,
      });
    } catch {
      // An error in a display does not end a run.
    }
  }
}

/** The part of an outcome that is known before the run. */
export type PlannedOutcome = Pick<
  RunOutcome,
  'executionId' | 'jobName' | 'target' | 'mode' | 'input'
>;
