import { Writable } from 'node:stream';
import { WdhError } from '@wdh/pipeline-core';
import type { PendingQuery, Row } from 'postgres';
import type { DatabaseError } from '../errors/database-error.js';

/** How a {@link CopySink} waits, and what receives its errors: the connection that owns it. */
export interface CopyOwner {
  wait<Value>(work: PromiseLike<Value>): Promise<Value>;
  fail(error: unknown): void;
}

/** Returns an error that is about the data alone, after which the connection can be used; else null. */
export type RefusalIn = (error: unknown) => DatabaseError | null;

/** The two functions by which the driver settles a query. */
interface Settleable {
  resolve: (value: unknown) => void;
  reject: (error: unknown) => void;
}

/**
 * One running `COPY … FROM STDIN`.
 *
 * The driver settles a COPY query twice: first with the stream, then with the result or the error,
 * which is lost because the promise is settled already; the stream then hangs for ever. So both
 * functions are intercepted here.
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
          // The driver's own, called also when all went well, would fail the next COPY.
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

  /** Waits until the server takes data. */
  async opened(): Promise<void> {
    await this.#owner.wait(this.#opened);
  }

  /** Sends one piece of the data, and waits until there is room for the next. */
  async write(chunk: Buffer): Promise<void> {
    const stream = await this.#owner.wait(this.#opened);
    if (stream.write(chunk)) return;
    await this.#owner.wait(new Promise<void>((resolve) => stream.once('drain', resolve)));
  }

  /** Ends the data and returns how many rows the server says it copied. */
  async finish(): Promise<number> {
    const stream = await this.#owner.wait(this.#opened);
    stream.end();
    return this.#owner.wait(this.#copied);
  }

  /**
   * Sends all of the data, after which another statement may be sent. Returns early where the server
   * has refused the statement already.
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
    // Nothing waits to be written: the end is sent at once, and the driver takes another statement.
    stream.end();
  }

  /** Returns how many rows the server says it copied of what was sent, or why it refused them. */
  outcome(): Promise<number | DatabaseError> {
    return this.#owner.wait(Promise.race([this.#copied, this.#refused]));
  }

  /** Stops the stream, so that it writes no more to a connection that is gone. */
  abandon(): void {
    this.#stream?.destroy();
  }
}

function settleable(query: PendingQuery<Row[]>): Settleable {
  const inner = query as PendingQuery<Row[]> & Settleable;
  if (typeof inner.resolve !== 'function' || typeof inner.reject !== 'function') {
    throw new WdhError(
      'This version of the driver "postgres" settles its queries in another way.',
      {
        code: 'DRIVER_NOT_SUPPORTED',
        category: 'internal',
      },
    );
  }
  return inner;
}

function countOf(result: unknown): number {
  const count = typeof result === 'object' && result !== null && 'count' in result && result.count;
  return typeof count === 'number' ? count : Number.NaN;
}
