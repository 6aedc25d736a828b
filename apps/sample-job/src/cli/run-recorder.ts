import type {
  PipelineMetrics,
  PipelineObserver,
  RowLedger,
  SourceIdentity,
} from '@wdh/pipeline-core';
import type { LoadReport, LoadStatus } from '@wdh/warehouse-loader';
import type { JobFailure } from './describe-error.js';
import { noRows, type JobSummary } from './job-summary.js';

/** Collects what is known about a run, so that its outcome can be reported even if it fails. */
export class RunRecorder {
  readonly executionId: string;
  readonly observer: PipelineObserver;
  readonly #inputFile: string;
  readonly #startedAt = performance.now();
  #inputSha256: string | null = null;
  #counts: Pick<RowLedger, 'rowsIn' | 'rowsRejected' | 'rowsFiltered'> | null = null;
  #rejected = 0;

  constructor(executionId: string, inputFile: string) {
    this.executionId = executionId;
    this.#inputFile = inputFile;
    this.observer = {
      onRunEnd: (metrics: PipelineMetrics) => {
        this.#counts = metrics;
      },
    };
  }

  readonly onIdentified = ({ sha256 }: SourceIdentity): void => {
    this.#inputSha256 = sha256;
  };

  readonly onRejected = (rows: number): void => {
    this.#rejected = rows;
  };

  /** The outcome of a run that succeeded. */
  succeeded(report: LoadReport<LoadStatus>): JobSummary {
    const { status, rows: counted, durationMs, attempts, hint } = report;
    // The pipeline of this job adds no rows: its summary has no `added`.
    const { added: _, ...rows } = counted;
    return { ...this.#frame(), status, rows, durationMs, attempts, hint };
  }

  /**
   * The outcome of a run that failed: rows may have been read and rejected, but none was loaded.
   * The counts are those of the last attempt that read rows.
   */
  failed({ code, message }: JobFailure, attempts: number): JobSummary {
    const read = this.#counts?.rowsIn ?? 0;
    // The pipeline does not count refused rows; counting stops if the rejects file cannot be
    // written.
    const rejected = Math.max(this.#rejected, this.#counts?.rowsRejected ?? 0);
    const filtered = this.#counts?.rowsFiltered ?? 0;
    const rows = { ...noRows, read, rejected, filtered };
    return { ...this.#frame(), status: 'failed', rows, attempts, error: { code, message } };
  }

  #frame(): Omit<JobSummary, 'status' | 'rows' | 'attempts'> {
    return {
      executionId: this.executionId,
      pipelineName: 'wildlife_strikes',
      table: 'public.wildlife_strikes',
      durationMs: Math.round(performance.now() - this.#startedAt),
      inputFile: this.#inputFile,
      inputSha256: this.#inputSha256,
      hint: null,
      error: null,
    };
  }
}
