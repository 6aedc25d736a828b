import type { RejectedRow } from '@wdh/pipeline-core';
import type { CopyFormat } from '../copy/format/copy-format.js';
import type { RowRange } from '../copy/row-range.js';

/** Writes rows range by range, and finds those that the server refuses. */
export interface ScreenedRows<Range extends RowRange> {
  /** Creates an empty range for rows in a format. */
  begin(format: CopyFormat): Range;
  /** Writes a range; returns those of its rows that are already refused. */
  take(range: Range): Promise<readonly RejectedRow[]>;
  /** Waits until the server has received the last range, or it failed. */
  handedOver(): Promise<void>;
  /** Frees the connection for another statement, between two ranges. */
  settle(): Promise<void>;
  /** Rows that the server reported as copied so far. */
  copied(): number;
}
