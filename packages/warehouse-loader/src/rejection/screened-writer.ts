import type { RejectedRow, RowBatch } from '@wdh/pipeline-core';
import type { FormatChoice } from '../copy/format/copy-format.js';
import { refusedRow, rejectedAsRefused } from '../copy/refused-row.js';
import type { RowCopier } from '../copy/row-copier.js';
import type { RowRange } from '../copy/row-range.js';
import type { TakeRejected } from '../copy/table-writer.js';
import { OtherColumns, RowRefusal } from '../values/refusal/row-refusal.js';
import type { RowEncoder } from '../values/row-encoder.js';
import type { ScreenedRows } from './screened-rows.js';

/** Most rows of one attempt. A refused row causes about as many rows to be written again. */
const rangeRows = 2_048;

const nothing = Promise.resolve<readonly RejectedRow[]>([]);

/**
 * Writes rows range by range, so that the rows which the table refuses can be found and rejected.
 * The next range is encoded while the server processes the current one.
 */
export class ScreenedWriter<Range extends RowRange> implements RowCopier {
  /** A refused line of COPY is looked up in the range in which it was sent. */
  readonly segment = null;
  readonly #encoder: RowEncoder;
  readonly #rows: ScreenedRows<Range>;
  readonly #onRefused: TakeRejected;
  readonly #formats: FormatChoice;
  #position: number;
  #range: Range;
  /** An empty range in text, for a row that is not written in binary. */
  #spare: Range | null = null;
  #refused: RejectedRow[] = [];
  #running = nothing;

  /** @param rowsBefore - Rows of the load that were written before. */
  constructor(
    encoder: RowEncoder,
    rows: ScreenedRows<Range>,
    onRefused: TakeRejected,
    formats: FormatChoice,
    rowsBefore: number,
  ) {
    this.#position = rowsBefore;
    this.#encoder = encoder;
    this.#rows = rows;
    this.#onRefused = onRefused;
    this.#formats = formats;
    this.#range = rows.begin(formats.next());
  }

  async write(batch: RowBatch<object>): Promise<number> {
    for (let index = 0; index < batch.rows.length; index++) {
      const range = this.#encode(batch, index);
      if (range === null) return index;
      if (range !== this.#range) await this.#advance(range);
      if (this.#isFull) await this.#advance();
    }
    return batch.rows.length;
  }

  async flush(): Promise<void> {
    await this.#settleRange();
    await this.#rows.settle();
  }

  async finish(): Promise<number> {
    await this.#advance();
    await this.flush();
    return this.#rows.copied();
  }

  get #isFull(): boolean {
    return this.#range.isLarge || this.#range.rows + this.#refused.length >= rangeRows;
  }

  /**
   * Waits for the last range, and sends the next one to the server.
   *
   * @param begun - The range of the next rows, if it has begun, because it is in text.
   */
  async #advance(begun: Range | null = null): Promise<void> {
    await this.#settleRange();
    const [range, refused] = [this.#range, this.#refused];
    if (begun !== null) this.#formats.fellBack();
    this.#range = begun ?? this.#rows.begin(this.#formats.next());
    this.#refused = [];
    await this.#refuse(refused);
    if (range.rows === 0) return;
    this.#running = this.#rows.take(range);
    // Its error is thrown where it is awaited.
    this.#running.catch(() => undefined);
    await this.#rows.handedOver();
  }

  async #settleRange(): Promise<void> {
    const running = this.#running;
    this.#running = nothing;
    await this.#refuse(await running);
  }

  async #refuse(rejected: readonly RejectedRow[]): Promise<void> {
    if (rejected.length > 0) await this.#onRefused(rejected, () => this.flush());
  }

  /** Returns the range that the row was added to; null if it names other columns. */
  #encode(batch: RowBatch<object>, index: number): Range | null {
    this.#position += 1;
    const range = this.#range;
    try {
      if (range.add(batch, index, this.#encoder, this.#position)) return range;
      const spare = (this.#spare ??= this.#rows.begin('text'));
      spare.add(batch, index, this.#encoder, this.#position);
      this.#spare = null;
      return spare;
    } catch (error) {
      if (error instanceof OtherColumns) {
        this.#position -= 1;
        return null;
      }
      if (!(error instanceof RowRefusal)) throw error;
      if (error.isOfLoad) throw refusedRow(error, batch, index);
      this.#refused.push(rejectedAsRefused(error, batch, index));
      return range;
    }
  }
}
