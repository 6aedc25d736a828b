import type { RowOrigin } from '../../copy/copy-segment.js';
import { LineBuffer } from '../../copy/line-buffer.js';
import type { RowRange } from '../../copy/row-range.js';
import { addStagedNumbers } from '../../copy/staged-numbers.js';
import { decodeLine } from '../../values/decode-line.js';

/** The size that fits a buffer without growing it. */
const largeBytes = 160 * 1024;

const unknown: RowOrigin = { rowNumber: null, lineNumber: null };

/** Rows as lines of COPY's text format, any part of which can be sent again. */
export class CopyRange implements RowRange {
  readonly #lines = new LineBuffer();
  /** The end of each line. */
  readonly #ends: number[] = [];
  readonly #origins: RowOrigin[] = [];
  readonly #isNumbered: boolean;
  readonly #isMarked: boolean;
  #origin: RowOrigin = unknown;
  #bytes: Buffer | null = null;

  /**
   * @param isNumbered - Whether each line begins with the numbers of its row, as for a staging table.
   * @param isMarked - Whether each line ends with the columns that its row names.
   */
  constructor(isNumbered: boolean, isMarked = false) {
    this.#isNumbered = isNumbered;
    this.#isMarked = isMarked;
  }

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

  beginRow(position: number, origin: RowOrigin): void {
    this.#origin = origin;
    if (this.#isNumbered) addStagedNumbers(this.#lines, position, origin);
  }

  endRow(): void {
    this.#lines.endLine();
    this.#ends.push(this.#lines.length);
    this.#origins.push(this.#origin);
  }

  dropRow(): void {
    this.#lines.dropLine();
  }

  /** The lines of the rows from one index to before another. No row may be added afterwards. */
  linesOf(from: number, to: number): Buffer {
    this.#bytes ??= this.#lines.take();
    return this.#bytes.subarray(this.#endOf(from - 1), this.#endOf(to - 1));
  }

  /** The values that were sent to the server for a row, by column. */
  textsOf(index: number): readonly (string | null)[] {
    const texts = decodeLine(this.linesOf(index, index + 1));
    return texts.slice(this.#isNumbered ? 3 : 0, this.#isMarked ? -1 : undefined);
  }

  /** Creates a range of the rows from one index to another, without some of them. */
  without(rows: ReadonlyMap<number, unknown>, from: number, to: number): CopyRange {
    const kept = new CopyRange(this.#isNumbered, this.#isMarked);
    const lines: Buffer[] = [];
    let end = 0;
    for (let index = from; index < to; index++) {
      if (rows.has(index - from)) continue;
      const line = this.linesOf(index, index + 1);
      lines.push(line);
      end += line.length;
      kept.#ends.push(end);
      kept.#origins.push(this.originOf(index));
    }
    kept.#bytes = Buffer.concat(lines);
    return kept;
  }

  originOf(index: number): RowOrigin {
    return this.#origins[index] ?? unknown;
  }

  #endOf(index: number): number {
    return this.#ends[index] ?? 0;
  }
}
