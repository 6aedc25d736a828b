import { type Logger, WdhError } from '@wdh/pipeline-core';
import type { ServerAddress } from '../address/connection-url.js';
import { ConnectionSlots } from './connection-slots.js';
import { DedicatedConnection } from './dedicated-connection.js';
import type { SessionOptions } from './driver-options.js';

/** From this many milliseconds on, opening a connection is worth a warning. */
const slowMs = 50;

/** Who uses a {@link ConnectionPool}, for its errors. */
export interface PoolOwner {
  /** The owner in error messages, such as `loader`. */
  readonly name: string;
  /** Code of the error of work that comes after `close`. */
  readonly closedCode: string;
}

const noOwner: PoolOwner = { name: 'pool', closedCode: 'POOL_CLOSED' };

/** What a {@link ConnectionPool} is made from. */
export interface ConnectionPoolOptions {
  readonly address: ServerAddress;
  /** Most connections at once. */
  readonly size: number;
  /** Longest time without progress of the server, and for a free connection, in milliseconds. */
  readonly deadlineMs: number;
  readonly logger: Logger;
  /** Default: `pool`, and `POOL_CLOSED`. */
  readonly owner?: PoolOwner;
}

/** What is special about a connection. */
export interface OpeningOptions extends Pick<SessionOptions, 'isLasting'> {
  /** Its deadline, where that of the pool is too long. */
  readonly patienceMs?: number;
}

/** The connections of one piece of work; they end with it. */
export interface ConnectionLease {
  open(applicationName: string, options?: OpeningOptions): Promise<DedicatedConnection>;
}

/**
 * Opens connections, never more at once than its size. Each serves one piece of work and is never
 * used again, so that nothing of one, such as a lost session, reaches the next.
 */
export class ConnectionPool {
  readonly #options: ConnectionPoolOptions;
  readonly #owner: PoolOwner;
  readonly #slots: ConnectionSlots;
  readonly #running = new Set<Promise<unknown>>();
  #isClosed = false;

  constructor(options: ConnectionPoolOptions) {
    this.#options = options;
    this.#owner = options.owner ?? noOwner;
    this.#slots = new ConnectionSlots(options.size, options.deadlineMs, this.#owner.name);
  }

  /**
   * Does a piece of work that has up to `count` connections open at once, and closes them.
   *
   * @throws WdhError `POOL_CLOSED` or the code of the owner after `close`, and `POOL_EXHAUSTED`
   * where no `count` connections come free within the deadline.
   */
  async with<Result>(
    count: number,
    work: (lease: ConnectionLease) => Promise<Result>,
  ): Promise<Result> {
    if (this.#isClosed) {
      const { name, closedCode: code } = this.#owner;
      throw new WdhError(`The ${name} is closed. Make a new one.`, { code, category: 'usage' });
    }
    const running = this.#run(count, work);
    const settled = running.catch(() => undefined);
    this.#running.add(settled);
    try {
      return await running;
    } finally {
      this.#running.delete(settled);
    }
  }

  /** Takes on no more work, and waits for what is running. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.all(this.#running);
  }

  async #run<Result>(
    count: number,
    work: (lease: ConnectionLease) => Promise<Result>,
  ): Promise<Result> {
    const started = performance.now();
    await this.#slots.take(count);
    const opened: DedicatedConnection[] = [];
    try {
      return await work({
        open: async (applicationName, options) => {
          const since = opened.length === 0 ? started : performance.now();
          const connection = await this.#open(applicationName, since, options);
          opened.push(connection);
          return connection;
        },
      });
    } finally {
      await Promise.all(opened.map((connection) => connection.close()));
      this.#slots.give(count);
    }
  }

  async #open(
    applicationName: string,
    since: number,
    { patienceMs = Number.POSITIVE_INFINITY, isLasting }: OpeningOptions = {},
  ): Promise<DedicatedConnection> {
    const { address, logger } = this.#options;
    const deadlineMs = Math.min(this.#options.deadlineMs, patienceMs);
    const session = { applicationName, isLasting, deadlineMs };
    const connection = await DedicatedConnection.open(address, session);
    const durationMs = Math.round(performance.now() - since);
    const record = durationMs > slowMs ? 'warn' : 'debug';
    logger[record]('database.connection.acquired', { server: address.server, durationMs });
    return connection;
  }
}
