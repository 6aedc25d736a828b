import { setImmediate as eventLoopTurn } from 'node:timers/promises';
import type { RejectedRow, RowBatch } from '@wdh/pipeline-core';
import { recordOf, refusedRow, rejectedAsRefused } from '../copy/refused-row.js';
import type { RowCopier } from '../copy/row-copier.js';
import type { RowRange } from '../copy/row-range.js';
import type { TakeRejected } from '../copy/table-writer.js';
import { OtherColumns, type RowEncoder, RowRefusal } from '../values/row-encoder.js';
import type { ScreenedRows } from './screened-rows.js';

/** Most rows of one attempt. A refused row causes about as many rows to be written again. */
const rangeRows = 2_048;

/**
 * Most ranges that are kept while the refused rows of the first are searched: so that this does not
 * stop the reading, the next ones are encoded meanwhile. Otherwise one is kept, because rows that are
 * kept long survive the collection of garbage, which then takes a third of the time.
 */
const mostTaken = 4;

/** A range that is handed over, or waits for those before it. */
interface TakenRange {
  /** Its rows that the encoder refused. */
  readonly refused: readonly RejectedRow[];
  /** Its rows that the server refuses. */
  readonly rows: Promise<readonly RejectedRow[]>;
  isDone: boolean;
}

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
  readonly #taken: TakenRange[] = [];

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
    await this.#settleRanges(0);
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

  /** Hands over the range, once the server has finished enough of those before it. */
  async #advance(): Promise<void> {
    await this.#rows.judged();
    // A range without refused rows ends here.
    if (this.#taken.length > 0) await eventLoopTurn();
    await this.#settleRanges(mostTaken - 1);
    const [range, refused] = [this.#range, this.#refused];
    this.#range = this.#rows.begin();
    this.#refused = [];
    const before = this.#taken.at(-1);
    const taken: TakenRange = { refused, rows: this.#take(range, before), isDone: false };
    this.#taken.push(taken);
    const end = (): void => {
      taken.isDone = true;
    };
    // An error is thrown where the rows are awaited.
    taken.rows.then(end, end);
    if (range.rows > 0 && before === undefined) await this.#rows.handedOver();
  }

  async #take(range: Range, before: TakenRange | undefined): Promise<readonly RejectedRow[]> {
    if (before !== undefined) await before.rows;
    return range.rows === 0 ? [] : this.#rows.take(range);
  }

  /** Passes on the refused rows of ended ranges, in their order, until at most `left` are not ended. */
  async #settleRanges(left: number): Promise<void> {
    for (;;) {
      const [first] = this.#taken;
      if (first === undefined || (this.#taken.length <= left && !first.isDone)) return;
      this.#taken.shift();
      // Before anything is passed on, because that may free the connection. Thrown below.
      await first.rows.catch(() => undefined);
      await this.#refuse(first.refused);
      await this.#refuse(await first.rows);
    }
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
