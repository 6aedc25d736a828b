/**
 * What a run is doing: it identifies its input by a hash, reads and loads the rows, merges them
 * into the table, runs the checks, or commits.
 */
export type RunPhase = 'identify' | 'read' | 'merge' | 'check' | 'commit';

/** The progress of a run. */
export interface RunProgress {
  readonly phase: RunPhase;
  /** Records read so far. */
  readonly rows: number;
  /** Rows rejected so far, by the reader, a step or the database. */
  readonly rejected: number;
  /** Bytes of the input as it is stored. */
  readonly bytesRead: number;
  /** Null: the size of the input is not known. */
  readonly totalBytes: number | null;
}
