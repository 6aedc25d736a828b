import type { RowSink } from '../values/row-encoder.js';
import type { RowOrigin } from './copy-segment.js';

/** Rows of one attempt, collected field by field. */
export interface RowRange extends RowSink {
  /** Rows so far. */
  readonly rows: number;
  /** Whether it is full, because of its size. */
  readonly isLarge: boolean;
  /** Begins a row; `position` is its position in the load, from 1. */
  beginRow(position: number, origin: RowOrigin): void;
  endRow(): void;
  /** Removes the fields of an unfinished row. */
  dropRow(): void;
}
