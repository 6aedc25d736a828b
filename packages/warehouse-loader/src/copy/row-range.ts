import type { RowEncoder } from '../values/row-encoder.js';
import type { RowOrigin } from './copy-segment.js';
import type { CopyFormat } from './format/copy-format.js';

/** Rows of one attempt, collected field by field. */
export interface RowRange {
  readonly format: CopyFormat;
  /** Rows so far. */
  readonly rows: number;
  /** Whether it is full, because of its size. */
  readonly isLarge: boolean;
  /**
   * Adds a row. Returns false, without it, for one that must be written as text.
   *
   * @param position - Its position in the load, from 1.
   * @throws RowRefusal.
   * @throws OtherColumns.
   */
  add(row: object, encoder: RowEncoder, position: number, origin: RowOrigin): boolean;
}
