import { WdhError } from '@wdh/pipeline-core';
import type { ServerAddress } from '../address/connection-url.js';
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
}

/**
 * Runs single statements on connections that are opened when needed and reused.
 *
 * If a reused connection is lost, its statement runs again, once, on a new one: run only statements
 * that may run twice.
 */
export class StatementPool implements Queryable {
  readonly #options: StatementPoolOptions;
  readonly #slots: ConnectionSlots;
  #kept: DedicatedConnection[] = [];
  #isClosed = false;

  constructor(options: StatementPoolOptions) {
    this.#options = options;
    this.#slots = new ConnectionSlots(options.size, options.deadlineMs, 'pool');
  }

  /** @throws WdhError `POOL_CLOSED`, `POOL_EXHAUSTED`; those of the server. */
  async query<Found extends object>(
    text: string,
    parameters: readonly Parameter[] = [],
  ): Promise<Rows<Found>> {
    await this.#slots.take(1);
    try {
      const kept = this.#takeKept();
      if (kept === undefined) return await this.#runAnew(text, parameters);
      try {
        return await this.#run<Found>(kept, text, parameters);
      } catch (error) {
        const isLost = error instanceof WdhError && error.code === 'CONNECTION_LOST';
        if (!isLost) throw error;
        return await this.#runAnew(text, parameters);
      }
    } finally {
      this.#slots.give(1);
    }
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

  async #runAnew<Found extends object>(
    text: string,
    parameters: readonly Parameter[],
  ): Promise<Rows<Found>> {
    if (this.#isClosed) {
      throw new WdhError('The pool is closed. Create a new one.', {
        code: 'POOL_CLOSED',
        category: 'usage',
      });
    }
    const { address, applicationName, deadlineMs, statementTimeoutMs } = this.#options;
    const session = { applicationName, deadlineMs, statementTimeoutMs, isLasting: true };
    const connection = await DedicatedConnection.open(address, session);
    return this.#run(connection, text, parameters);
  }

  async #run<Found extends object>(
    connection: DedicatedConnection,
    text: string,
    parameters: readonly Parameter[],
  ): Promise<Rows<Found>> {
    try {
      return await connection.query<Found>(text, parameters);
    } finally {
      // The connection was cut by an error.
      if (this.#isClosed) await connection.close();
      else if (!connection.isLost) this.#kept.push(connection);
    }
  }
}
