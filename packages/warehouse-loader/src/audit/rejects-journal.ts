import type { RejectedRow } from '@wdh/pipeline-core';
import type { DedicatedConnection } from '../connection/dedicated-connection.js';
import { rejectedRowLine, rejectedRowsCopy, rejectedRowsStatement } from './rejected-row-line.js';

/** Writes what was collected from this many characters on, which bounds the memory. */
const bufferLength = 1024 * 1024;

/** The two connections that rejected rows are written to. */
export interface RejectsJournalOptions {
  readonly executionId: string;
  /** Connection of the load: what it is given is there if the load succeeds. */
  readonly load: DedicatedConnection;
  /** Connection of the audit row: what it is given is there if the load fails. */
  readonly audit: DedicatedConnection;
}

/**
 * Keeps rejected rows, whether the load succeeds or fails, in bounded memory.
 *
 * They are written twice, in the transaction of the load and in one of the audit connection; only
 * one of the two is committed. A load with few of them never opens the second.
 */
export class RejectsJournal {
  readonly #options: RejectsJournalOptions;
  #buffer = '';
  #rows = 0;
  #written = 0;
  #keeper: DedicatedConnection | null = null;

  constructor(options: RejectsJournalOptions) {
    this.#options = options;
  }

  /** Rejected rows so far. */
  get rows(): number {
    return this.#rows;
  }

  /** Whether rows wait that should be written before more are added. */
  get isFull(): boolean {
    return this.#buffer.length >= bufferLength;
  }

  add(rejected: readonly RejectedRow[]): void {
    for (const row of rejected) this.#buffer += rejectedRowLine(this.#options.executionId, row);
    this.#rows += rejected.length;
  }

  /** Writes the collected rows to both transactions. The load's connection must be free. */
  async spill(): Promise<void> {
    const { load, audit } = this.#options;
    const chunk = Buffer.from(this.#buffer);
    // Both are waited for, because the audit connection has work left when the load fails.
    const [loaded, kept] = await Promise.allSettled([copy(load, chunk), this.#keep(audit, chunk)]);
    if (kept.status === 'rejected') throw kept.reason;
    this.#buffer = '';
    if (loaded.status === 'rejected') throw loaded.reason;
    this.#written += loaded.value;
  }

  /** Writes the last rows to the load's transaction; returns how many the server took in all. */
  async finish(): Promise<number> {
    return this.#written + (await copy(this.#options.load, Buffer.from(this.#buffer)));
  }

  /** Writes the last rows to a transaction of `on`, which the caller commits with the failure. */
  async keep(on: DedicatedConnection): Promise<void> {
    await this.#keep(on, Buffer.from(this.#buffer));
  }

  /** Lets go of what was written for a load that fails. The load's own transaction is not touched. */
  async discard(): Promise<void> {
    await this.#keeper?.query('rollback');
    this.#keeper = null;
  }

  async #keep(on: DedicatedConnection, chunk: Buffer): Promise<void> {
    if (this.#keeper !== on) await on.query('begin');
    this.#keeper = on;
    await copy(on, chunk);
  }
}

async function copy(on: DedicatedConnection, chunk: Buffer): Promise<number> {
  if (chunk.length === 0) return 0;
  const sink = await on.openCopy(rejectedRowsStatement, rejectedRowsCopy);
  await sink.write(chunk);
  return sink.finish();
}
