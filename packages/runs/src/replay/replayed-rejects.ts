import type { PipelineStream, RejectedRow } from '@wdh/pipeline-core';
import {
  type DatabaseEncoding,
  type DedicatedConnection,
  escapeCharacters,
  takeOwnPath,
  takeUserPath,
} from '@wdh/postgres';
import { recordJson } from '../records/record-json.js';
import type { RejectsStore, RejectsStoreOptions } from '../rejects/rejects-store.js';
import { storableText } from '../text/storable-text.js';
import { replayOutdated, replayUntraceable } from './replay-errors.js';
import type { Replay } from './replay.js';

/** Collected rows are written at this many characters, which limits the memory. */
const bufferLength = 1024 * 1024;

/** Options of {@link ReplayedRejects}. */
export interface ReplayedRejectsOptions extends Omit<RejectsStoreOptions, 'stream'> {
  readonly replay: Replay;
  readonly stream: Pick<PipelineStream<object>, 'ledger'>;
}

/**
 * Stores the outcome of replayed rows in the transaction of the load: rows that are rejected again
 * keep their place in the replayed run, with the new reason, and all others become resolved.
 *
 * A load that fails changes nothing, because the rows are stored already.
 */
export class ReplayedRejects implements RejectsStore {
  readonly #executionId: string;
  readonly #load: DedicatedConnection;
  readonly #encoding: DatabaseEncoding;
  readonly #replay: Replay;
  readonly #stream: Pick<PipelineStream<object>, 'ledger'>;
  /** One byte for each replayed row: 1 if it was rejected again. */
  readonly #isRejected: Uint8Array;
  #buffer: string[] = [];
  #length = 0;
  #rows = 0;
  #written = 0;
  #isUntraceable = false;

  constructor({ executionId, load, encoding, replay, stream }: ReplayedRejectsOptions) {
    this.#executionId = executionId;
    this.#load = load;
    this.#encoding = encoding;
    this.#replay = replay;
    this.#stream = stream;
    this.#isRejected = new Uint8Array(replay.counts.replayable);
  }

  get rows(): number {
    return this.#rows;
  }

  get isFull(): boolean {
    return this.#length >= bufferLength;
  }

  add(rejected: readonly RejectedRow[]): void {
    for (const row of rejected) {
      const position = this.#replay.positionOf(row.rowNumber);
      const id = this.#replay.idAt(position);
      if (id === undefined || this.#isRejected[position] === 1) this.#isUntraceable = true;
      else this.#collect(id, row);
      this.#isRejected[position] = 1;
    }
    this.#rows += rejected.length;
  }

  async spill(): Promise<void> {
    const count = this.#buffer.length;
    if (count === 0) return;
    const reasons = `[${this.#buffer.join(',')}]`;
    this.#buffer = [];
    this.#length = 0;
    await this.#load.query(takeOwnPath);
    const updated = await this.#load.query(
      `update public.rejected_rows as rejected
       set step_name = step, field = reason.field, code = reason.code, message = reason.message,
         input = reason.input::json
       from json_to_recordset($1::text::json)
         as reason (id bigint, step text, field text, code text, message text, input text)
       where rejected_row_id = id and resolved_at is null`,
      [reasons],
    );
    await this.#load.query(takeUserPath);
    if (updated.count !== count) throw replayOutdated(this.#replay.run);
    this.#written += count;
  }

  /** @throws WdhError `REPLAY_UNTRACEABLE` and `REPLAY_OUTDATED`. */
  async finish(): Promise<number> {
    // One of the rows of a record may be rejected, and another be loaded.
    const isRepeated = this.#rows > 0 && this.#stream.ledger.rowsAdded > 0;
    if (this.#isUntraceable || isRepeated) throw replayUntraceable(this.#replay.run);
    await this.spill();
    await this.#load.query(takeOwnPath);
    const isResolved = (position: number): boolean => this.#isRejected[position] === 0;
    await this.#replay.resolve(this.#load, this.#executionId, isResolved);
    await this.#load.query(takeUserPath);
    return this.#written;
  }

  keep(): Promise<void> {
    return Promise.resolve();
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  #collect(id: number, { stepName, field, code, message, input }: RejectedRow): void {
    const stored = (text: string): string => storableText(text, this.#encoding);
    const reason = JSON.stringify({
      id,
      step: stored(stepName),
      field: field === null ? null : stored(field),
      code: stored(code),
      message: stored(message),
      input: escapeCharacters(recordJson(input), this.#encoding),
    });
    this.#buffer.push(reason);
    this.#length += reason.length;
  }
}
