import { PassThrough } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { type RejectedRow, WdhError } from '@wdh/pipeline-core';
import { patienceMs } from '@wdh/postgres';
import type { PipelineLoadOptions } from '../../options/load-options.js';

/**
 * Passes the rejected rows of one attempt to the callback `onRejected`, at the speed at which it
 * reads them.
 */
export class RejectsFeed {
  readonly #rows = new PassThrough({ objectMode: true });
  readonly #taken: Promise<unknown>;
  #isOver = false;

  constructor(take: NonNullable<PipelineLoadOptions['onRejected']>) {
    this.#taken = taken(take, this.#rows);
    // A callback that ends early must not leave `add` waiting. Its error is thrown where `#taken` is
    // awaited.
    const letPass = (): void => {
      this.#isOver = true;
      this.#rows.destroy();
    };
    this.#taken.then(letPass, letPass);
    this.#rows.on('error', letPass);
  }

  /** @throws the errors of the callback. */
  async add(rejected: readonly RejectedRow[]): Promise<void> {
    for (const row of rejected) {
      if (this.#isOver) return this.finish();
      if (!this.#rows.write(row)) await Promise.race([this.#drained(), this.#taken]);
    }
  }

  /** A closed stream does not drain; `#taken` has the reason. */
  #drained(): Promise<void> {
    return new Promise((resolve) => {
      this.#rows.once('drain', resolve);
    });
  }

  /** Ends the rows, and waits until all are read. @throws the errors of the callback. */
  async finish(): Promise<void> {
    this.#rows.end();
    await this.#taken;
  }

  /** Ends the rows of a failed attempt, without waiting for a callback that does not read them. */
  async abandon(): Promise<void> {
    const patience = new AbortController();
    const { signal } = patience;
    await Promise.race([this.finish(), sleep(patienceMs, undefined, { signal })]).catch(() => null);
    patience.abort();
  }
}

/** Only the name of an unknown error is reported, because its message may contain values. */
async function taken(
  take: NonNullable<PipelineLoadOptions['onRejected']>,
  rows: AsyncIterable<RejectedRow>,
): Promise<void> {
  try {
    await take(rows);
  } catch (cause) {
    if (cause instanceof WdhError) throw cause;
    const thrown = cause instanceof Error ? cause.name : `a value of type ${typeof cause}`;
    throw new WdhError(`The callback onRejected threw ${thrown}.`, {
      code: 'REJECTS_NOT_TAKEN',
      category: 'internal',
      cause,
    });
  }
}
