import { LineBuffer } from '../encode/line-buffer.js';
import type { RowOrigin } from '../write/copy-segment.js';
import type { RowRange } from './row-range.js';

/** As much as fits a buffer without growing it. */
const largeBytes = 128 * 1024;

/** Rows as lines of COPY's text format, any stretch of which can be sent again. */
export class CopyRange implements RowRange {
  readonly #lines = new LineBuffer();
  /** Where each line ends. */
  readonly #ends: number[] = [];
  readonly #origins: RowOrigin[] = [];
  #bytes: Buffer | null = null;

  get rows(): number {
    return this.#ends.length;
  }

  get isLarge(): boolean {
    return this.#lines.length >= largeBytes;
  }

  addText(text: string): void {
    this.#lines.addText(text);
  }

  addNull(): void {
    this.#lines.addNull();
  }

  endRow(_: number, origin: RowOrigin): void {
    this.#lines.endLine();
    this.#ends.push(this.#lines.length);
    this.#origins.push(origin);
  }

  dropRow(): void {
    this.#lines.dropLine();
  }

  /** The lines of the rows from one index to another, which is not among them. No row may follow. */
  linesOf(from: number, to: number): Buffer {
    this.#bytes ??= this.#lines.take();
    return this.#bytes.subarray(this.#endOf(from - 1), this.#endOf(to - 1));
  }

  originOf(index: number): RowOrigin {
    return this.#origins[index] ?? { rowNumber: null, lineNumber: null };
  }

  #endOf(index: number): number {
    return this.#ends[index] ?? 0;
  }
}
