import type { RejectedRow, RowBatch } from '@wdh/pipeline-core';
import { recordOf, refusedRow, rejectedAsRefused } from '../copy/refused-row.js';
import type { RowCopier } from '../copy/row-copier.js';
import type { RowRange } from '../copy/row-range.js';
import type { TakeRejected } from '../copy/table-writer.js';
import { OtherColumns, type RowEncoder, RowRefusal } from '../values/row-encoder.js';
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
  #position: number;
  #range: Range;
  #refused: RejectedRow[] = [];
  #running = nothing;

  /** @param rowsBefore - Rows of the load that were written before. */
  constructor(
    encoder: RowEncoder,
    rows: ScreenedRows<Range>,
    onRefused: TakeRejected,
    rowsBefore: number,
  ) {
    this.#position = rowsBefore;
    this.#encoder = encoder;
    this.#rows = rows;
    this.#onRefused = onRefused;
    this.#range = rows.begin();
  }

  async write(batch: RowBatch<object>): Promise<number> {
    for (let index = 0; index < batch.rows.length; index++) {
      if (!this.#encode(batch, index)) return index;
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

  /** Waits for the last range, and sends the next one to the server. */
  async #advance(): Promise<void> {
    await this.#settleRange();
    const [range, refused] = [this.#range, this.#refused];
    this.#range = this.#rows.begin();
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

  /** Returns false if the row names other columns, and is not written. */
  #encode(batch: RowBatch<object>, index: number): boolean {
    this.#position += 1;
    const range = this.#range;
    const { rowNumbers, lineNumbers } = batch;
    try {
      range.beginRow(this.#position, {
        rowNumber: rowNumbers[index] ?? null,
        lineNumber: lineNumbers[index] ?? null,
        record: recordOf(batch, index),
      });
      this.#encoder.encode(batch.rows[index] ?? {}, range);
      range.endRow();
    } catch (error) {
      range.dropRow();
      if (error instanceof OtherColumns) {
        this.#position -= 1;
        return false;
      }
      if (!(error instanceof RowRefusal)) throw error;
      if (error.isOfLoad) throw refusedRow(error, batch, index);
      this.#refused.push(rejectedAsRefused(error, batch, index));
    }
    return true;
  }
}
