import type { PipelineStream, RejectedRow } from '@wdh/pipeline-core';
import type { DedicatedConnection, DatabaseEncoding } from '@wdh/postgres';
import { rejectedRowLine, rejectedRowsCopy, rejectedRowsStatement } from './rejected-row-line.js';
import { RejectsSpool } from './rejects-spool.js';
import type { RejectsStore, RejectsStoreOptions } from './rejects-store.js';

/** Collected rows are written at this many characters, which limits the memory. */
const bufferLength = 1024 * 1024;

/**
 * Stores rejected rows, whether the load succeeds or fails, in bounded memory.
 *
 * They are written to the transaction of the load, and are stored if it succeeds. For a load that
 * fails, a copy is kept on the local disk, where it is not lost with a session.
 */
export class RejectsJournal implements RejectsStore {
  readonly #executionId: string;
  readonly #load: DedicatedConnection;
  readonly #encoding: DatabaseEncoding;
  readonly #stream: Pick<PipelineStream<object>, 'sourceValues'>;
  readonly #spool = new RejectsSpool();
  #buffer = '';
  #rows = 0;
  #written = 0;

  constructor({ executionId, load, encoding, stream }: RejectsStoreOptions) {
    this.#encoding = encoding;
    this.#executionId = executionId;
    this.#load = load;
    this.#stream = stream;
  }

  get rows(): number {
    return this.#rows;
  }

  get isFull(): boolean {
    return this.#buffer.length >= bufferLength;
  }

  add(rejected: readonly RejectedRow[]): void {
    const values = this.#stream.sourceValues ?? null;
    for (const row of rejected)
      this.#buffer += rejectedRowLine(this.#executionId, row, this.#encoding, values);
    this.#rows += rejected.length;
  }

  async spill(): Promise<void> {
    const chunk = Buffer.from(this.#buffer);
    await this.#spool.append(chunk);
    this.#buffer = '';
    this.#written += await copy(this.#load, chunk);
  }

  async finish(): Promise<number> {
    return this.#written + (await copy(this.#load, Buffer.from(this.#buffer)));
  }

  async keep(on: DedicatedConnection): Promise<void> {
    for await (const chunk of this.#spool.chunks()) await copy(on, chunk);
    await copy(on, Buffer.from(this.#buffer));
  }

  async close(): Promise<void> {
    await this.#spool.close();
  }
}

async function copy(on: DedicatedConnection, chunk: Buffer): Promise<number> {
  if (chunk.length === 0) return 0;
  const sink = await on.openCopy(rejectedRowsStatement, rejectedRowsCopy);
  await sink.write(chunk);
  return sink.finish();
}
