import type { RowBatch } from '@wdh/pipeline-core';
import { TupleBuffer } from '../../values/binary/tuple-buffer.js';
import type { RowEncoder } from '../../values/row-encoder.js';
import { originIn } from '../copy-segment.js';
import { LineBuffer } from '../line-buffer.js';
import { addStagedNumbers, addStagedTuple, stagedFields } from '../staged-numbers.js';
import type { CopyFormat } from './copy-format.js';

/** Collects rows in one format of COPY. */
export interface RowBuffer {
  readonly format: CopyFormat;
  /** Bytes so far. */
  readonly length: number;
  /**
   * Adds a row of a batch. Returns false, without it, for one that must be written as text.
   *
   * @throws RowRefusal without the row.
   * @throws OtherColumns without the row.
   */
  add(batch: RowBatch<object>, index: number, encoder: RowEncoder, position: number): boolean;
  /** Returns the collected bytes, and starts again; `isEnd` ends the data of a statement. */
  take(isEnd: boolean): Buffer;
}

const nothing = {};

/** Creates a buffer; `isNumbered` says whether its rows are for a staging table. */
export function createRowBuffer(format: CopyFormat, isNumbered: boolean): RowBuffer {
  return format === 'binary' ? new TupleRows(isNumbered) : new LineRows(isNumbered);
}

class LineRows implements RowBuffer {
  readonly format = 'text';
  readonly #lines = new LineBuffer();
  readonly #isNumbered: boolean;

  constructor(isNumbered: boolean) {
    this.#isNumbered = isNumbered;
  }

  get length(): number {
    return this.#lines.length;
  }

  add(batch: RowBatch<object>, index: number, encoder: RowEncoder, position: number): boolean {
    const lines = this.#lines;
    try {
      if (this.#isNumbered) addStagedNumbers(lines, position, originIn(batch, index));
      encoder.encode(batch.rows[index] ?? nothing, lines);
      lines.endLine();
      return true;
    } catch (error) {
      lines.dropLine();
      throw error;
    }
  }

  take(): Buffer {
    return this.#lines.take();
  }
}

class TupleRows implements RowBuffer {
  readonly format = 'binary';
  readonly #tuples = new TupleBuffer();
  readonly #isNumbered: boolean;

  constructor(isNumbered: boolean) {
    this.#isNumbered = isNumbered;
  }

  get length(): number {
    return this.#tuples.at;
  }

  add(batch: RowBatch<object>, index: number, encoder: RowEncoder, position: number): boolean {
    const tuples = this.#tuples;
    tuples.startRow(encoder.fields + (this.#isNumbered ? stagedFields : 0));
    let isWritten = false;
    try {
      if (this.#isNumbered) addStagedTuple(tuples, position, originIn(batch, index));
      isWritten = encoder.encodeBinary(batch.rows[index] ?? nothing, tuples);
    } finally {
      if (!isWritten) tuples.dropRow();
    }
    return isWritten;
  }

  take(isEnd: boolean): Buffer {
    if (isEnd) this.#tuples.end();
    return this.#tuples.take();
  }
}
