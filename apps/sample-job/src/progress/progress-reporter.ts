import type { ReadProgress, ReadStatistics } from '@wdh/file-connector';
import type { RowLedger } from '@wdh/pipeline-core';
import type { ProgressDisplay } from './progress-state.js';

/** Brings together what reader, pipeline and load tell of their progress, and has it shown. */
export class ProgressReporter {
  readonly #display: ProgressDisplay;
  #startedAt: number | null = null;
  #rowsRejected = 0;
  #rowsTaken = 0;

  constructor(display: ProgressDisplay) {
    this.#display = display;
  }

  /** Takes what the pipeline has counted. */
  readonly onRows = ({ rowsRejected }: Pick<RowLedger, 'rowsRejected'>): void => {
    this.#rowsRejected = rowsRejected;
  };

  /** Takes how many rejected rows the load has been given, by the pipeline or by the database. */
  readonly onRejected = (rows: number): void => {
    this.#rowsTaken = rows;
  };

  /** Takes how far the file is read for its rows. */
  readonly onRead = (progress: ReadProgress, { records, malformed }: ReadStatistics): void => {
    const { phase, bytesRead, totalBytes } = progress;
    if (phase !== 'read' || totalBytes === null) return;
    this.#startedAt ??= performance.now();
    const elapsedMs = performance.now() - this.#startedAt;
    // Malformed records are known to the reader before the pipeline has counted them.
    const rejected = Math.max(malformed, this.#rowsRejected, this.#rowsTaken);
    this.#display.show({ rows: records, rejected, bytesRead, totalBytes, elapsedMs });
  };

  /** Takes the display away. */
  end(): void {
    this.#display.end();
  }
}
