import type { RejectedRow } from '@wdh/pipeline-core';
import type { RowRange } from '../copy/row-range.js';
import type { WriteCounts } from '../copy/table-writer.js';
import type { Refuse } from './staged/staged-ranges.js';

/** Takes rows range by range, and finds those that the server refuses. */
export interface ScreenedRows<Range extends RowRange> {
  /** Makes a range without rows. */
  begin(): Range;
  /** Takes a range; returns those of its rows that are refused already. */
  take(range: Range): Promise<readonly RejectedRow[]>;
  /** Waits until the server has the range that was taken last, or it failed. */
  handedOver(): Promise<void>;
  /** Frees the connection for another statement, between two ranges. */
  settle(): Promise<void>;
  /** Does what is left to be done once all rows are there. */
  finish(refuse: Refuse): Promise<WriteCounts>;
}
