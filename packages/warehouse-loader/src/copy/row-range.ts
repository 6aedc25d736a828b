import type { RowSink } from '../values/row-encoder.js';
import type { RowOrigin } from './copy-segment.js';

/** Rows that one attempt takes, gathered field by field. */
export interface RowRange extends RowSink {
  /** Rows so far. */
  readonly rows: number;
  /** Whether no more should be added, because of their size. */
  readonly isLarge: boolean;
  /** Begins a row; `position` is its place among the rows of the load, from 1. */
  beginRow(position: number, origin: RowOrigin): void;
  endRow(): void;
  /** Takes back the fields of a row that has not been ended. */
  dropRow(): void;
}
