import type { RowBatch } from '@wdh/pipeline-core';
import { originIn, type RowOrigin } from '../../copy/copy-segment.js';
import type { CopyFormat } from '../../copy/format/copy-format.js';
import { createRowBuffer, type RowBuffer } from '../../copy/format/row-buffer.js';
import { recordOf } from '../../copy/refused-row.js';
import type { RowRange } from '../../copy/row-range.js';
import { tupleHeader, tupleTrailer } from '../../values/binary/tuple-buffer.js';
import { decodeLine } from '../../values/decode-line.js';
import type { RowEncoder } from '../../values/row-encoder.js';

/** The size that fits a buffer without growing it. */
const largeBytes = 160 * 1024;

const nothing = Buffer.alloc(0);
const noBatch: RowBatch<object> = { rows: [], rowNumbers: [], lineNumbers: [], rejected: [] };

/** Rows of one batch, from a row of the range on. */
interface BatchPart {
  readonly start: number;
  readonly batch: RowBatch<object>;
}

/** Rows in a format of COPY, any part of which can be sent again. */
export class CopyRange implements RowRange {
  readonly format: CopyFormat;
  readonly #buffer: RowBuffer;
  /** What the data of a statement begins and ends with. */
  readonly #frame: readonly [head: Buffer, tail: Buffer];
  /** The end of each row. */
  readonly #ends: number[] = [];
  /** The batches of the rows, and the index of each row in its own: no object for a row is kept. */
  readonly #parts: BatchPart[] = [];
  readonly #indexes: number[] = [];
  readonly #isNumbered: boolean;
  readonly #isMarked: boolean;
  #encoder: RowEncoder | null = null;
  #bytes: Buffer | null = null;

  /**
   * @param isNumbered - Whether each row begins with its numbers, as for a staging table.
   * @param isMarked - Whether each row ends with the columns that it names.
   */
  constructor(format: CopyFormat, isNumbered: boolean, isMarked = false) {
    this.format = format;
    this.#buffer = createRowBuffer(format, isNumbered);
    this.#frame = format === 'binary' ? [tupleHeader, tupleTrailer] : [nothing, nothing];
    this.#isNumbered = isNumbered;
    this.#isMarked = isMarked;
  }

  get rows(): number {
    return this.#ends.length;
  }

  get isLarge(): boolean {
    return this.#buffer.length >= largeBytes;
  }

  add(batch: RowBatch<object>, index: number, encoder: RowEncoder, position: number): boolean {
    if (!this.#buffer.add(batch, index, encoder, position)) return false;
    this.#note(batch, index, this.#buffer.length);
    this.#encoder = encoder;
    return true;
  }

  /**
   * The data of a statement with the rows from one index to before another. No row may be added
   * afterwards.
   */
  linesOf(from: number, to: number): Buffer {
    if (from === 0 && to === this.rows) return this.#all();
    const [head, tail] = this.#frame;
    const rows = this.#bytesOf(from, to);
    return head.length === 0 ? rows : Buffer.concat([head, rows, tail]);
  }

  /** The values that were sent to the server for a row as texts, by column. */
  textsOf(index: number): readonly (string | null)[] {
    if (this.format === 'binary') {
      const { batch, at } = this.#placeOf(index);
      return this.#encoder?.textsOf(batch.rows[at] ?? {}) ?? [];
    }
    const texts = decodeLine(this.#bytesOf(index, index + 1));
    return texts.slice(this.#isNumbered ? 3 : 0, this.#isMarked ? -1 : undefined);
  }

  /** Creates a range of the rows from one index to another, without some of them. */
  without(rows: ReadonlyMap<number, unknown>, from: number, to: number): CopyRange {
    const kept = new CopyRange(this.format, this.#isNumbered, this.#isMarked);
    const [head, tail] = this.#frame;
    const parts: Buffer[] = [head];
    let end = head.length;
    for (let index = from; index < to; index++) {
      if (rows.has(index - from)) continue;
      const bytes = this.#bytesOf(index, index + 1);
      const { batch, at } = this.#placeOf(index);
      parts.push(bytes);
      end += bytes.length;
      kept.#note(batch, at, end);
    }
    kept.#encoder = this.#encoder;
    kept.#bytes = Buffer.concat([...parts, tail]);
    return kept;
  }

  originOf(index: number): RowOrigin {
    const { batch, at } = this.#placeOf(index);
    return { ...originIn(batch, at), record: recordOf(batch, at) };
  }

  #note(batch: RowBatch<object>, at: number, end: number): void {
    if (this.#parts.at(-1)?.batch !== batch) this.#parts.push({ start: this.rows, batch });
    this.#indexes.push(at);
    this.#ends.push(end);
  }

  #placeOf(index: number): { readonly batch: RowBatch<object>; readonly at: number } {
    const part = this.#parts.findLast(({ start }) => start <= index);
    return { batch: part?.batch ?? noBatch, at: this.#indexes[index] ?? 0 };
  }

  #all(): Buffer {
    return (this.#bytes ??= this.#buffer.take(true));
  }

  #bytesOf(from: number, to: number): Buffer {
    return this.#all().subarray(this.#endOf(from - 1), this.#endOf(to - 1));
  }

  #endOf(index: number): number {
    return this.#ends[index] ?? this.#frame[0].length;
  }
}
