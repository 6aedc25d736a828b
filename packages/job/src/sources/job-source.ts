import type { Encoding, ReadProgress, ReadStatistics } from '@wdh/file-connector';
import type { RowSource } from '@wdh/pipeline-core';

/** How a run reads its input. */
export interface OpenOptions {
  /** Rows in a batch. */
  readonly batchSize?: number | undefined;
  /** The encoding that the request names, which overrides that of the declaration. */
  readonly encoding?: Encoding | undefined;
  /** Whether any number of malformed records is accepted in a row. Default false. */
  readonly acceptsAnyMalformed?: boolean | undefined;
  /** Is called with the progress of reading. */
  readonly onProgress?: ((progress: ReadProgress, statistics: ReadStatistics) => void) | undefined;
}

/**
 * Where the rows of a job come from, before it is known which input a run reads.
 *
 * @typeParam Row - The rows that the first step takes.
 */
export interface JobSource<Row extends object> {
  /** The input of a run whose request names none; null: the request must name one. */
  readonly example: string | null;
  /**
   * Opens an input. A run calls it once, after the run is recorded, so that an input that cannot be
   * opened leaves a failed run.
   */
  open(input: string, options: OpenOptions): RowSource<Row>;
  /**
   * Checks an input without a database: that it can be opened, and has the required header.
   *
   * @throws WdhError of category file or data that says what is wrong.
   */
  check?(input: string, options: OpenOptions): Promise<void>;
}
