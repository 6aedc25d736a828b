import { PassThrough } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { type RejectedRow, WdhError } from '@wdh/pipeline-core';
import { patienceMs } from '@wdh/postgres';
import type { PipelineLoadOptions } from '../../options/load-options.js';

/** Hands the rejected rows of one attempt to who asked for them, no faster than they are taken. */
export class RejectsFeed {
  readonly #rows = new PassThrough({ objectMode: true });
  readonly #taken: Promise<unknown>;
  #isOver = false;

  constructor(take: NonNullable<PipelineLoadOptions['onRejected']>) {
    this.#taken = taken(take, this.#rows);
    // Who wants no more rows must not leave `add` waiting for room. What was thrown is thrown where
    // `#taken` is awaited.
    const letPass = (): void => {
      this.#isOver = true;
      this.#rows.destroy();
    };
    this.#taken.then(letPass, letPass);
    this.#rows.on('error', letPass);
  }

  /** @throws what the taker throws. */
  async add(rejected: readonly RejectedRow[]): Promise<void> {
    for (const row of rejected) {
      if (this.#isOver) return this.finish();
      if (!this.#rows.write(row)) await Promise.race([this.#drained(), this.#taken]);
    }
  }

  /** Rows that were closed under it never drain: why, `#taken` tells. */
  #drained(): Promise<void> {
    return new Promise((resolve) => {
      this.#rows.once('drain', resolve);
    });
  }

  /** Ends the rows, and waits until all are taken. @throws what the taker throws. */
  async finish(): Promise<void> {
    this.#rows.end();
    await this.#taken;
  }

  /** Ends the rows of an attempt that failed; one who never takes them is not waited for. */
  async abandon(): Promise<void> {
    const patience = new AbortController();
    const { signal } = patience;
    await Promise.race([this.finish(), sleep(patienceMs, undefined, { signal })]).catch(() => null);
    patience.abort();
  }
}

/** What is no error for people may hold anything, so that only its name is told. */
async function taken(
  take: NonNullable<PipelineLoadOptions['onRejected']>,
  rows: AsyncIterable<RejectedRow>,
): Promise<void> {
  try {
    await take(rows);
  } catch (cause) {
    if (cause instanceof WdhError) throw cause;
    const thrown = cause instanceof Error ? cause.name : `a value of type ${typeof cause}`;
    throw new WdhError(`What takes the rejected rows threw ${thrown}.`, {
      code: 'REJECTS_NOT_TAKEN',
      category: 'internal',
      cause,
    });
  }
}
