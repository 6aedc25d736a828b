import { type Logger, WdhError } from '@wdh/pipeline-core';
import type { ServerAddress } from '../address/connection-url.js';
import { DedicatedConnection } from '../connection/dedicated-connection.js';
import type { SessionOptions } from '../connection/session-settings.js';
import { ConnectionSlots } from './connection-slots.js';

/** Opening a connection logs a warning if it takes this many milliseconds. */
const slowMs = 50;

/** The owner of a {@link ConnectionPool}, for its errors. */
export interface PoolOwner {
  /** Name for messages, such as `loader`. */
  readonly name: string;
  /** Code of the error for work after `close`. */
  readonly closedCode: string;
}

const noOwner: PoolOwner = { name: 'pool', closedCode: 'POOL_CLOSED' };

/** Options of a {@link ConnectionPool}. */
export interface ConnectionPoolOptions {
  readonly address: ServerAddress;
  /** Most connections at once. */
  readonly size: number;
  /**
   * Longest time without progress of the server, and longest wait for a free connection, in
   * milliseconds.
   */
  readonly deadlineMs: number;
  readonly logger: Logger;
  /** Default: `pool`, and `POOL_CLOSED`. */
  readonly owner?: PoolOwner;
}

/** Options of one connection. */
export interface OpeningOptions extends Pick<SessionOptions, 'isLasting'> {
  /** Its deadline in milliseconds. Default: that of the pool. */
  readonly patienceMs?: number;
}

/** The connections of one piece of work; they are closed when it ends. */
export interface ConnectionLease {
  open(applicationName: string, options?: OpeningOptions): Promise<DedicatedConnection>;
}

/**
 * Opens connections, at most its size at the same time. Each serves one piece of work and is not
 * reused, so that no state of a session reaches the next.
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
   * Runs a piece of work that has up to `count` connections open at the same time, and closes them.
   *
   * @throws WdhError `POOL_CLOSED` or the code of the owner after `close`, and `POOL_EXHAUSTED` if
   * `count` connections are not free within the deadline.
   */
  async with<Result>(
    count: number,
    work: (lease: ConnectionLease) => Promise<Result>,
  ): Promise<Result> {
    if (this.#isClosed) {
      const { name, closedCode: code } = this.#owner;
      throw new WdhError(`The ${name} is closed. Create a new one.`, { code, category: 'usage' });
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

  /** Accepts no more work, and waits for running work. */
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
    let isOver = false;
    try {
      return await work({
        open: async (applicationName, options) => {
          const since = opened.length === 0 ? started : performance.now();
          const connection = await this.#open(applicationName, since, options);
          opened.push(connection);
          // The work did not wait for it.
          if (isOver) await connection.close();
          return connection;
        },
      });
    } finally {
      isOver = true;
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
