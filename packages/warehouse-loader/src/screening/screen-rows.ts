import type { RejectedRow, RowBatch } from '@wdh/pipeline-core';
import type { ColumnPlan } from '../encode/plan-columns.js';
import { RowEncoder, RowRefusal } from '../encode/row-encoder.js';
import { refusedRow, rejectedAsRefused } from '../write/refused-row.js';
import type {
  TableWriter,
  TakeRejected,
  WriteCounts,
  WriterOptions,
} from '../write/table-writer.js';
import { appendScreened } from './append-screened.js';
import { givenRows } from './given-rows.js';
import { GuardedStatements } from './guarded-statements.js';
import { openLargeObjectSpool } from './large-object-spool.js';
import { replaceScreened } from './replace-screened.js';
import { RowIsolation } from './row-isolation.js';
import type { ScreenedMode } from './screened-mode.js';
import { openTemporarySpool } from './temporary-spool.js';
import { RowElements, type TextRow } from './text-row.js';
import { upsertScreened } from './upsert-screened.js';

/**
 * Rows that one attempt takes. A row that is refused costs about twice as many rows written again,
 * and twenty attempts.
 */
const rangeRows = 1_024;

const nothing = Promise.resolve<readonly RejectedRow[]>([]);

/**
 * Writes rows range by range, as texts in the parameters of a statement, so that the rows which the
 * table refuses can be found and handed over; where nobody takes them, the first one is thrown. While
 * the server has one range, the next is encoded.
 */
export async function screenRows(options: WriterOptions, plan: ColumnPlan): Promise<TableWriter> {
  const { target, mode, keys, profile } = options;
  const encoder = new RowEncoder(target, plan, mode, keys, profile);
  return new ScreenedWriter(encoder, await startMode(options, plan), options.onRefused);
}

async function startMode(options: WriterOptions, plan: ColumnPlan): Promise<ScreenedMode> {
  const { connection, target, mode, keys, uncompared, onRefused } = options;
  const { columns } = plan;
  // A constraint that waits for COMMIT would fail the load as a whole.
  if (onRefused !== null) await connection.query('set constraints all immediate');
  const { canCreateTemporary } = target.catalog;
  const statements = await GuardedStatements.begin(connection, canCreateTemporary);
  const parts = {
    connection,
    target,
    keys,
    columns,
    uncompared,
    given: givenRows(columns, statements.mark),
    isolation: new RowIsolation(statements, columns, onRefused === null),
    openSpool: () =>
      canCreateTemporary ? openTemporarySpool(connection) : openLargeObjectSpool(connection),
  };
  switch (mode) {
    case 'append':
      return appendScreened(parts);
    case 'upsert':
      return upsertScreened(parts);
    case 'replace':
      return replaceScreened(parts);
  }
}

class ScreenedWriter implements TableWriter {
  readonly #encoder: RowEncoder;
  readonly #mode: ScreenedMode;
  readonly #onRefused: TakeRejected | null;
  #position = 0;
  #rows: TextRow[] = [];
  #refused: RejectedRow[] = [];
  #running = nothing;

  constructor(encoder: RowEncoder, mode: ScreenedMode, onRefused: TakeRejected | null) {
    this.#encoder = encoder;
    this.#mode = mode;
    this.#onRefused = onRefused;
  }

  get dropped(): readonly string[] {
    return this.#encoder.dropped;
  }

  async write(batch: RowBatch<object>): Promise<void> {
    for (let index = 0; index < batch.rows.length; index++) {
      this.#encode(batch, index);
      if (this.#rows.length + this.#refused.length >= rangeRows) await this.#advance();
    }
  }

  async flush(): Promise<void> {
    const running = this.#running;
    this.#running = nothing;
    await this.#refuse(await running);
  }

  async finish(): Promise<WriteCounts> {
    await this.#advance();
    await this.flush();
    return this.#mode.finish((rejected) => this.#refuse(rejected));
  }

  /** The server says nothing of lines here. */
  originOf(): null {
    return null;
  }

  /** Waits for the last range, and hands the next one to the server. */
  async #advance(): Promise<void> {
    await this.flush();
    const [rows, refused] = [this.#rows, this.#refused];
    this.#rows = [];
    this.#refused = [];
    await this.#refuse(refused);
    if (rows.length === 0) return;
    this.#running = this.#mode.take(rows);
    // Its error is thrown where it is waited for.
    this.#running.catch(() => undefined);
  }

  async #refuse(rejected: readonly RejectedRow[]): Promise<void> {
    if (rejected.length > 0) await this.#onRefused?.(rejected, () => this.flush());
  }

  #encode(batch: RowBatch<object>, index: number): void {
    this.#position += 1;
    try {
      const row = new RowElements();
      this.#encoder.encode(batch.rows[index] ?? {}, row);
      this.#rows.push({
        position: this.#position,
        rowNumber: batch.rowNumbers[index] ?? null,
        lineNumber: batch.lineNumbers[index] ?? null,
        elements: row.elements,
      });
    } catch (error) {
      if (!(error instanceof RowRefusal)) throw error;
      if (this.#onRefused === null) throw refusedRow(error, batch, index);
      this.#refused.push(rejectedAsRefused(error, batch, index));
    }
  }
}
