import { Writable } from 'node:stream';
import { WdhError } from '@wdh/pipeline-core';
import type { PendingQuery, Row } from 'postgres';
import type { DatabaseError } from '../errors/database-error.js';

/** The connection that owns a {@link CopySink}: it waits for the server and handles errors. */
export interface CopyOwner {
  wait<Value>(work: PromiseLike<Value>): Promise<Value>;
  fail(error: unknown): void;
}

/**
 * Returns errors that concern only the data, after which the connection stays open; null for others.
 */
export type RefusalIn = (error: unknown) => DatabaseError | null;

/** The two functions with which the driver settles a query. */
interface Settleable {
  resolve: (value: unknown) => void;
  reject: (error: unknown) => void;
}

/**
 * One running `COPY … FROM STDIN`.
 *
 * The driver settles a COPY query twice: first with the stream, then with the result or the error,
 * which is lost because the promise is already settled; the stream then hangs forever. Both
 * functions are therefore intercepted here.
 *
 * @see https://github.com/porsager/postgres/issues/1173
 */
export class CopySink {
  readonly #owner: CopyOwner;
  readonly #opened: Promise<Writable>;
  readonly #copied: Promise<number>;
  readonly #refused: Promise<DatabaseError>;
  #stream: Writable | null = null;

  constructor(query: PendingQuery<Row[]>, owner: CopyOwner, refusalIn: RefusalIn = () => null) {
    this.#owner = owner;
    const inner = settleable(query);
    const { resolve, reject } = inner;
    let copied: (count: number) => void;
    this.#copied = new Promise((settle) => (copied = settle));
    let refused: (refusal: DatabaseError) => void;
    this.#refused = new Promise((settle) => (refused = settle));
    let isRefused = false;
    this.#opened = new Promise((opened) => {
      inner.resolve = (value) => {
        if (value instanceof Writable) {
          // Without a listener, an error of the stream would end the process.
          value.on('error', (error) => {
            if (!isRefused) owner.fail(error);
          });
          // The driver's own `destroy` is called on success as well, and would fail the next COPY.
          value._destroy = (error, done) => {
            done(error);
          };
          this.#stream = value;
          opened(value);
        } else {
          copied(countOf(value));
        }
        resolve(value);
      };
    });
    inner.reject = (error) => {
      const refusal = refusalIn(error);
      isRefused = refusal !== null;
      if (refusal === null) owner.fail(error);
      else refused(refusal);
      reject(error);
    };
    query.writable().catch(() => undefined);
  }

  /** Waits until the server accepts data. */
  async opened(): Promise<void> {
    await this.#owner.wait(this.#opened);
  }

  /** Sends one chunk of the data, and waits until the next can be sent. */
  async write(chunk: Buffer): Promise<void> {
    const stream = await this.#owner.wait(this.#opened);
    if (stream.write(chunk)) return;
    await this.#owner.wait(new Promise<void>((resolve) => stream.once('drain', resolve)));
  }

  /** Ends the data and returns the number of rows that the server copied. */
  async finish(): Promise<number> {
    const stream = await this.#owner.wait(this.#opened);
    stream.end();
    return this.#owner.wait(this.#copied);
  }

  /**
   * Sends all of the data, after which another statement may be sent. Returns early if the server
   * has already refused the statement.
   */
  async send(data: Buffer): Promise<void> {
    const stream = await this.#owner.wait(Promise.race([this.#opened, this.#refused]));
    if (!(stream instanceof Writable)) return;
    const written = new Promise<void>((resolve) => {
      stream.write(data, () => {
        resolve();
      });
    });
    await this.#owner.wait(Promise.race([written, this.#refused]));
    // The buffer is empty: the end is sent immediately, and the driver accepts another statement.
    stream.end();
  }

  /** Returns the number of rows that the server copied, or why it refused them. */
  outcome(): Promise<number | DatabaseError> {
    return this.#owner.wait(Promise.race([this.#copied, this.#refused]));
  }

  /** Stops the stream, so that it does not write to a closed connection. */
  abandon(): void {
    this.#stream?.destroy();
  }
}

function settleable(query: PendingQuery<Row[]>): Settleable {
  const inner = query as PendingQuery<Row[]> & Settleable;
  if (typeof inner.resolve !== 'function' || typeof inner.reject !== 'function') {
    throw new WdhError('This version of the driver "postgres" settles its queries differently.', {
      code: 'DRIVER_NOT_SUPPORTED',
      category: 'internal',
    });
  }
  return inner;
}

function countOf(result: unknown): number {
  const count = typeof result === 'object' && result !== null && 'count' in result && result.count;
  return typeof count === 'number' ? count : Number.NaN;
}
