import { type Logger, WdhError } from '@wdh/pipeline-core';
import type { ServerAddress } from '../address/connection-url.js';
import { DedicatedConnection } from '../connection/dedicated-connection.js';
import { resumeConnection } from '../connection/reuse/resume-connection.js';
import type { DedicatedConnectionOptions, SessionOptions } from '../connection/session-settings.js';
import { ConnectionSlots } from './connection-slots.js';
import { KeptSessions } from './kept-sessions.js';

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
  /**
   * Longest time that the session of a connection waits for its next use, in milliseconds; see
   * {@link ConnectionPool}. Default 0: each connection has a session of its own.
   */
  readonly idleMs?: number | undefined;
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
 * Opens connections, at most its size at the same time. Each serves one piece of work.
 *
 * With `idleMs`, the session of the server serves another connection afterwards, for up to ten minutes,
 * if all went well: no error, no open transaction, no prepared statements, and no pooler in between. It
 * is reset as by DISCARD ALL. Before its next use the server is asked whether it is the same backend,
 * with the same roles and settings of roles and databases; otherwise a new session is opened. A new
 * password is not noticed, as it ends no session of PostgreSQL.
 */
export class ConnectionPool {
  readonly #options: ConnectionPoolOptions;
  readonly #owner: PoolOwner;
  readonly #slots: ConnectionSlots;
  readonly #kept: KeptSessions;
  readonly #running = new Set<Promise<unknown>>();
  #isClosed = false;

  constructor(options: ConnectionPoolOptions) {
    this.#options = options;
    this.#owner = options.owner ?? noOwner;
    this.#kept = new KeptSessions(options.idleMs ?? 0);
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
    await this.#kept.close();
  }

  async #run<Result>(
    count: number,
    work: (lease: ConnectionLease) => Promise<Result>,
  ): Promise<Result> {
    const started = performance.now();
    await this.#slots.take(count);
    const opened: DedicatedConnection[] = [];
    let isOver = false;
    let isDone = false;
    try {
      const result = await work({
        open: async (applicationName, options) => {
          const since = opened.length === 0 ? started : performance.now();
          const connection = await this.#open(applicationName, since, options);
          opened.push(connection);
          // The work did not wait for it.
          if (isOver) await connection.close();
          return connection;
        },
      });
      isDone = true;
      return result;
    } finally {
      isOver = true;
      await Promise.all(opened.map((connection) => this.#end(connection, count, isDone)));
      this.#slots.give(count);
    }
  }

  async #end(connection: DedicatedConnection, count: number, isDone: boolean): Promise<void> {
    if (!isDone || !this.#mayKeep(count)) return connection.close();
    const session = await connection.release();
    if (session === null) return;
    // Of several that ended together, some may have been kept meanwhile.
    await (this.#mayKeep(count) ? this.#kept.keep(session) : session.close());
  }

  /** Whether a session may wait, besides those of other work. */
  #mayKeep(count: number): boolean {
    const others = this.#slots.taken - count;
    return !this.#isClosed && this.#kept.isInUse && this.#kept.count < this.#options.size - others;
  }

  async #open(
    applicationName: string,
    since: number,
    { patienceMs = Number.POSITIVE_INFINITY, isLasting }: OpeningOptions = {},
  ): Promise<DedicatedConnection> {
    const { address, logger } = this.#options;
    const deadlineMs = Math.min(this.#options.deadlineMs, patienceMs);
    const session = { applicationName, isLasting, deadlineMs };
    const connection =
      (await this.#resume(session)) ?? (await DedicatedConnection.open(address, session));
    const durationMs = Math.round(performance.now() - since);
    const record = durationMs > slowMs ? 'warn' : 'debug';
    logger[record]('database.connection.acquired', { server: address.server, durationMs });
    return connection;
  }

  async #resume(options: DedicatedConnectionOptions): Promise<DedicatedConnection | null> {
    const kept = this.#kept.take();
    if (kept === null) return null;
    const connection = await resumeConnection(kept, options);
    // A network that has gone silent, or other settings: those that wait longer are no better, and
    // asking each would take its time.
    if (connection === null) this.#kept.closeAll();
    return connection;
  }
}
