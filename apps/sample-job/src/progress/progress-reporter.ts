import type { ReadProgress, ReadStatistics } from '@wdh/file-connector';
import type { RowLedger } from '@wdh/pipeline-core';
import type { ProgressDisplay } from './progress-state.js';

/** Combines the progress of reader, pipeline and load, and displays it. */
export class ProgressReporter {
  readonly #display: ProgressDisplay;
  #startedAt: number | null = null;
  #rowsRejected = 0;
  #rowsTaken = 0;

  constructor(display: ProgressDisplay) {
    this.#display = display;
  }

  /** Receives the counts of the pipeline. */
  readonly onRows = ({ rowsRejected }: Pick<RowLedger, 'rowsRejected'>): void => {
    this.#rowsRejected = rowsRejected;
  };

  /** Receives the number of rows rejected by the pipeline or by the database. */
  readonly onRejected = (rows: number): void => {
    this.#rowsTaken = rows;
  };

  /** Receives the progress of reading the rows of the file. */
  readonly onRead = (progress: ReadProgress, { records, malformed }: ReadStatistics): void => {
    const { phase, bytesRead, totalBytes } = progress;
    if (phase !== 'read' || totalBytes === null) return;
    this.#startedAt ??= performance.now();
    const elapsedMs = performance.now() - this.#startedAt;
    // The reader counts malformed records before the pipeline does.
    const rejected = Math.max(malformed, this.#rowsRejected, this.#rowsTaken);
    this.#display.show({ rows: records, rejected, bytesRead, totalBytes, elapsedMs });
  };

  /** Removes the display. */
  end(): void {
    this.#display.end();
  }
}
