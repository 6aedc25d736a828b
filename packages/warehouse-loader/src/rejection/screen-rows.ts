import type { RejectedRow, RowBatch } from '@wdh/pipeline-core';
import type { ColumnPlan } from '../catalog/columns/plan-columns.js';
import { recordOf, refusedRow, rejectedAsRefused } from '../copy/refused-row.js';
import type { RowRange } from '../copy/row-range.js';
import type {
  TableWriter,
  TakeRejected,
  WriteCounts,
  WriterOptions,
} from '../copy/table-writer.js';
import { replaceStaged } from '../modes/replace-staged.js';
import { upsertStaged } from '../modes/upsert-staged.js';
import { RowEncoder, RowRefusal } from '../values/row-encoder.js';
import { appendCopied } from './append-copied.js';
import { screenStaged } from './screen-staged.js';
import type { ScreenedMode, ScreenedModeOptions } from './screened-mode.js';
import { stageRows } from './stage-rows.js';
import { GuardedStatements } from './staged/guarded-statements.js';

/**
 * Rows that one attempt takes. A row that is refused costs about as many rows written again, half of
 * them in vain.
 */
const rangeRows = 2_048;

const nothing = Promise.resolve<readonly RejectedRow[]>([]);

/**
 * Writes rows range by range, each behind a savepoint, so that the rows which the table refuses can
 * be found and handed over; where nobody takes them, the first one is thrown. While the server has one
 * range, the next is encoded.
 */
export async function screenRows(options: WriterOptions, plan: ColumnPlan): Promise<TableWriter> {
  const { connection, target, mode, onRefused } = options;
  const encoder = new RowEncoder(options, plan);
  // A constraint that waits for COMMIT would fail the load as a whole.
  if (onRefused !== null) await connection.query('set constraints all immediate');
  if (mode === 'append') {
    return new ScreenedWriter(encoder, appendCopied(connection, target, plan.columns), onRefused);
  }
  const statements = new GuardedStatements(connection);
  const isFatal = onRefused === null;
  const parts: ScreenedModeOptions = {
    ...options,
    columns: plan.columns,
    statements,
    encoder,
    isFatal,
  };
  const names = plan.columns.map(({ column }) => column.name);
  const atOnce = mode === 'upsert' ? upsertStaged(options, names) : replaceStaged(options, names);
  if (isFatal) return stageRows(parts, atOnce);
  return new ScreenedWriter(encoder, await screenStaged(parts, atOnce), onRefused);
}

class ScreenedWriter<Range extends RowRange> implements TableWriter {
  /** A line of COPY that is at fault is looked up where it was sent. */
  readonly segment = null;
  readonly #encoder: RowEncoder;
  readonly #mode: ScreenedMode<Range>;
  readonly #onRefused: TakeRejected | null;
  #position = 0;
  #range: Range;
  #refused: RejectedRow[] = [];
  #running = nothing;

  constructor(encoder: RowEncoder, mode: ScreenedMode<Range>, onRefused: TakeRejected | null) {
    this.#encoder = encoder;
    this.#mode = mode;
    this.#onRefused = onRefused;
    this.#range = mode.begin();
  }

  get dropped(): readonly string[] {
    return this.#encoder.dropped;
  }

  async write(batch: RowBatch<object>): Promise<void> {
    for (let index = 0; index < batch.rows.length; index++) {
      this.#encode(batch, index);
      if (this.#isFull) await this.#advance();
    }
  }

  async flush(): Promise<void> {
    await this.#settleRange();
    await this.#mode.settle();
  }

  async finish(): Promise<WriteCounts> {
    await this.#advance();
    await this.flush();
    return this.#mode.finish((rejected) => this.#refuse(rejected));
  }

  get #isFull(): boolean {
    return this.#range.isLarge || this.#range.rows + this.#refused.length >= rangeRows;
  }

  /** Waits for the last range, and hands the next one to the server. */
  async #advance(): Promise<void> {
    await this.#settleRange();
    const [range, refused] = [this.#range, this.#refused];
    this.#range = this.#mode.begin();
    this.#refused = [];
    await this.#refuse(refused);
    if (range.rows === 0) return;
    this.#running = this.#mode.take(range);
    // Its error is thrown where it is waited for.
    this.#running.catch(() => undefined);
    await this.#mode.handedOver();
  }

  async #settleRange(): Promise<void> {
    const running = this.#running;
    this.#running = nothing;
    await this.#refuse(await running);
  }

  async #refuse(rejected: readonly RejectedRow[]): Promise<void> {
    if (rejected.length > 0) await this.#onRefused?.(rejected, () => this.flush());
  }

  #encode(batch: RowBatch<object>, index: number): void {
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
      if (!(error instanceof RowRefusal)) throw error;
      if (this.#onRefused === null || error.isOfLoad) throw refusedRow(error, batch, index);
      this.#refused.push(rejectedAsRefused(error, batch, index));
    }
  }
}
