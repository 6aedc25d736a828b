import { WdhError } from '@wdh/pipeline-core';
import type { ServerAddress } from '../address/connection-url.js';
import { beginTransaction } from '../connection/begin-transaction.js';
import { commitTransaction } from '../connection/commit-transaction.js';
import { DedicatedConnection } from '../connection/dedicated-connection.js';
import type { Parameter, Queryable, Rows } from '../connection/queryable.js';
import { ConnectionSlots } from './connection-slots.js';

/** Options of a {@link StatementPool}. */
export interface StatementPoolOptions {
  readonly address: ServerAddress;
  /** As shown in `pg_stat_activity`. */
  readonly applicationName: string;
  /** Most connections at once. */
  readonly size: number;
  /** Longest wait for a connection, and for the server, in milliseconds. */
  readonly deadlineMs: number;
  /** Longest time that the server works on one statement, in milliseconds. */
  readonly statementTimeoutMs: number;
  /** Whether a statement may run twice, if the connection is lost before its result. Default true. */
  readonly isRepeatable?: boolean | undefined;
}

/**
 * Runs single statements and transactions on connections that are opened when needed and reused.
 *
 * If a reused connection is lost, its statement runs again, once, on a new one: run only statements
 * that may run twice, or open the pool with `isRepeatable: false`. Transactions do not run again.
 */
export class StatementPool implements Queryable {
  readonly #options: StatementPoolOptions;
  readonly #slots: ConnectionSlots;
  /** One less: the work of a transaction may run a statement of the pool, and would wait for itself. */
  readonly #transactionSlots: ConnectionSlots;
  #kept: DedicatedConnection[] = [];
  #isClosed = false;

  constructor(options: StatementPoolOptions) {
    this.#options = options;
    const { size, deadlineMs } = options;
    this.#slots = new ConnectionSlots(size, deadlineMs, 'pool');
    this.#transactionSlots = new ConnectionSlots(Math.max(1, size - 1), deadlineMs, 'pool');
  }

  /** Most connections at once. */
  get size(): number {
    return this.#options.size;
  }

  /** Connections that are open now. */
  get opened(): number {
    return this.#kept.length + this.#slots.taken;
  }

  /** @throws WdhError `POOL_CLOSED`, `POOL_EXHAUSTED`; those of the server. */
  async query<Found extends object>(
    text: string,
    parameters: readonly Parameter[] = [],
  ): Promise<Rows<Found>> {
    return withSlot(this.#slots, async () => {
      const kept = this.#takeKept();
      if (kept === undefined) return this.#runAnew(text, parameters);
      try {
        return await this.#run<Found>(kept, text, parameters);
      } catch (error) {
        if (!isLost(error) || this.#options.isRepeatable === false) throw error;
        return this.#runAnew(text, parameters);
      }
    });
  }

  /**
   * Runs work in one transaction, and commits it; an exception of the work rolls it back. If the reply
   * to COMMIT is lost, the server is asked for the outcome. The server ends a transaction that waits
   * for its client longer than the deadline, so that a process that is frozen does not hold its locks.
   *
   * @throws WdhError those of the server, of the work, and `COMMIT_UNKNOWN`, `POOL_CLOSED`,
   * `POOL_EXHAUSTED`.
   */
  async transact<Result>(work: (on: Queryable) => Promise<Result>): Promise<Result> {
    return withSlot(this.#transactionSlots, () =>
      withSlot(this.#slots, async () => {
        const connection = await this.#begin();
        try {
          const result = await work(connection);
          await commitTransaction(connection, () => this.#open());
          await this.#giveBack(connection);
          return result;
        } catch (error) {
          // The server rolls back.
          await connection.close();
          throw error;
        }
      }),
    );
  }

  /** Accepts no more statements, and closes each connection when its statement has ended. */
  async close(): Promise<void> {
    this.#isClosed = true;
    const kept = this.#kept;
    this.#kept = [];
    await Promise.all(kept.map((connection) => connection.close()));
  }

  #takeKept(): DedicatedConnection | undefined {
    this.#kept = this.#kept.filter((connection) => !connection.isLost);
    return this.#kept.pop();
  }

  /** Begins on a kept connection, or on a new one. */
  async #begin(): Promise<DedicatedConnection> {
    const kept = this.#takeKept();
    try {
      if (kept !== undefined) return await this.#beginOn(kept);
    } catch (error) {
      // Nothing was done on it.
      if (!(error instanceof WdhError) || error.category !== 'connection') throw error;
    }
    return this.#beginOn(await this.#open());
  }

  async #beginOn(connection: DedicatedConnection): Promise<DedicatedConnection> {
    const { deadlineMs } = this.#options;
    try {
      await beginTransaction(connection, deadlineMs);
      await connection.query(
        `set local idle_in_transaction_session_timeout = ${Math.ceil(deadlineMs)}`,
      );
    } catch (error) {
      await connection.close();
      throw error;
    }
    return connection;
  }

  async #runAnew<Found extends object>(
    text: string,
    parameters: readonly Parameter[],
  ): Promise<Rows<Found>> {
    return this.#run(await this.#open(), text, parameters);
  }

  async #open(): Promise<DedicatedConnection> {
    if (this.#isClosed) {
      throw new WdhError('The pool is closed. Create a new one.', {
        code: 'POOL_CLOSED',
        category: 'usage',
      });
    }
    const { address, applicationName, deadlineMs, statementTimeoutMs } = this.#options;
    const session = { applicationName, deadlineMs, statementTimeoutMs, isLasting: true };
    return DedicatedConnection.open(address, session);
  }

  async #run<Found extends object>(
    connection: DedicatedConnection,
    text: string,
    parameters: readonly Parameter[],
  ): Promise<Rows<Found>> {
    try {
      return await connection.query<Found>(text, parameters);
    } finally {
      await this.#giveBack(connection);
    }
  }

  async #giveBack(connection: DedicatedConnection): Promise<void> {
    // The connection was cut by an error.
    if (this.#isClosed || connection.isLost) await connection.close();
    else this.#kept.push(connection);
  }
}

async function withSlot<Result>(
  slots: ConnectionSlots,
  work: () => Promise<Result>,
): Promise<Result> {
  await slots.take(1);
  try {
    return await work();
  } finally {
    slots.give(1);
  }
}

/** The server may have said why it ended the connection. */
const lostCodes: ReadonlySet<string> = new Set(['CONNECTION_LOST', 'CONNECTION_TERMINATED']);

const isLost = (error: unknown): boolean => error instanceof WdhError && lostCodes.has(error.code);
