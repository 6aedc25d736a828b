import type { ReadStatistics } from '../tally/read-tally.js';

/** Who follows the profiling of a file. */
export interface ProfileListener {
  readonly signal?: AbortSignal | undefined;
  /** Called after each batch of rows with the counts so far. */
  readonly onBatch?: ((counts: ReadStatistics) => void) | undefined;
}
