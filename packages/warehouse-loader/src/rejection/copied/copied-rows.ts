import type { RejectedRow } from '@wdh/pipeline-core';

/** The outcome of the rows of a range. */
export interface CopiedRows {
  /** Rows that the server reported as copied. */
  readonly copied: number;
  readonly rejected: readonly RejectedRow[];
}

/** The mutable form. */
export interface Copying {
  copied: number;
  readonly rejected: RejectedRow[];
}
