import type { RowBatch } from '@wdh/pipeline-core';
import type { CopySegment } from './copy-segment.js';

/** Copies rows that name the same columns into one table. */
export interface RowCopier {
  /** The rows of the running COPY statement; null if an error already names its record. */
  readonly segment: CopySegment | null;
  /**
   * Writes the rows up to the first that names other columns.
   *
   * @returns their number.
   */
  write(batch: RowBatch<object>): Promise<number>;
  /** Frees the connection for another statement; writing may continue afterwards. */
  flush(): Promise<void>;
  /** Ends the last statement, and returns the rows that the server reported as copied in all. */
  finish(): Promise<number>;
}
