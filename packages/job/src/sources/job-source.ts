import type { Content, Encoding, ReadProgress, ReadStatistics } from '@wdh/file-connector';
import type { RowSource } from '@wdh/pipeline-core';

/** How a run reads its input. */
export interface OpenOptions {
  /** Rows in a batch. */
  readonly batchSize?: number | undefined;
  /** The encoding that the request names, which overrides that of the declaration. */
  readonly encoding?: Encoding | undefined;
  /** Whether any number of malformed records is accepted in a row. Default false. */
  readonly acceptsAnyMalformed?: boolean | undefined;
  /** The input where it is shared: it is read instead, and left open. Default: `input` is opened. */
  readonly content?: Content | undefined;
  /** Is called with the progress of reading. */
  readonly onProgress?: ((progress: ReadProgress, statistics: ReadStatistics) => void) | undefined;
}

/** How an input is checked. */
export interface CheckOptions extends OpenOptions {
  /** Ends the check; its reason is thrown. */
  readonly signal?: AbortSignal | undefined;
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
   * Returns an input that `check` and `open` share, so that a download is made once and what is
   * loaded is what was checked. The caller closes it.
   */
  share?(input: string): Content;
  /**
   * Checks an input without a database: that it can be opened, and has the required header.
   *
   * @throws WdhError of category file or data that says what is wrong.
   */
  check?(input: string, options: CheckOptions): Promise<void>;
}
