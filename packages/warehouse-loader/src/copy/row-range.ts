import type { RowBatch } from '@wdh/pipeline-core';
import type { RowEncoder } from '../values/row-encoder.js';
import type { CopyFormat } from './format/copy-format.js';

/** Rows of one attempt, collected field by field. */
export interface RowRange {
  readonly format: CopyFormat;
  /** Rows so far. */
  readonly rows: number;
  /** Whether it is full, because of its size. */
  readonly isLarge: boolean;
  /**
   * Adds a row of a batch. Returns false, without it, for one that must be written as text.
   *
   * @param position - Its position in the load, from 1.
   * @throws RowRefusal.
   * @throws OtherColumns.
   */
  add(batch: RowBatch<object>, index: number, encoder: RowEncoder, position: number): boolean;
}
