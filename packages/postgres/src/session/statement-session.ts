import type { Socket } from 'node:net';
import type { WdhError } from '@wdh/pipeline-core';
import type { Sql } from 'postgres';
import type { ServerAddress } from '../address/connection-url.js';
import { DedicatedConnection } from '../connection/dedicated-connection.js';
import { driverOptions, startDriver } from '../connection/driver-options.js';
import { requireOwnSession } from '../connection/pooler/require-own-session.js';
import { beginSession } from '../connection/session-settings.js';
import { guardSocket } from '../connection/socket/guard-socket.js';
import { openSocket } from '../connection/socket/open-socket.js';
import { siteOfSocket } from '../connection/socket/site-of-socket.js';
import { connectionLost, explainSession } from '../errors/connection/connection-errors.js';
import { type DriverErrorSite, translateDriverError } from '../errors/translate-driver-error.js';
import { readByCursor, type RowsReceiver, type StatementResult } from './read-by-cursor.js';
import { requestCancel } from './request-cancel.js';
import { cancelledWhileRead, complaintIn, type ServerComplaint } from './server-complaint.js';

/** The outcome of a statement: its result, or why the server refused it. */
export type StatementOutcome =
  | { readonly kind: 'done'; readonly result: StatementResult }
  | { readonly kind: 'refused'; readonly complaint: ServerComplaint };

/** Options of a {@link StatementSession}. */
export interface StatementSessionOptions {
  /** As shown in `pg_stat_activity`. */
  readonly applicationName: string;
  /** Whether no statement may change data. */
  readonly isReadOnly: boolean;
  /** Longest wait for a connection, in milliseconds. Statements may take any time. */
  readonly deadlineMs: number;
  /** Receives notices of the server. Default: none. */
  readonly onNotice?: ((severity: string, message: string) => void) | undefined;
}

/**
 * Begins a transaction whose first query fixes that it is read-only: the server refuses to change
 * that later, in the transaction and in savepoints.
 *
 * @see https://www.postgresql.org/docs/current/sql-set-transaction.html
 */
const beginReadOnly = 'begin read only; select 1';

/** Commands that change settings of the session and nothing else. */
const settingCommands: ReadonlySet<string> = new Set(['SET', 'RESET']);

/** Ends it; locks of the session would outlast it, and block loads while the prompt is open. */
const endReadOnly = 'rollback; select pg_catalog.pg_advisory_unlock_all()';

/** Settings that are pinned for loads, and decided by the user here. */
const userSettings = 'set search_path to default; set client_min_messages to default';

/**
 * A session for statements that a person or a script writes.
 *
 * Values are the server's own texts, rows are read in batches, and a refused statement leaves the
 * session usable. If it is read-only, each statement runs in a read-only transaction of its own,
 * which is rolled back, and its advisory locks are released. The server accepts one statement at a time, so none can end the transaction
 * and do something else. What acts outside of transactions is not prevented, such as functions and
 * DO blocks by which a superuser writes files or starts programs of the server.
 */
export class StatementSession {
  readonly #address: ServerAddress;
  readonly #options: StatementSessionOptions;
  readonly #socket: Socket;
  readonly #guarded: ReturnType<typeof guardSocket>;
  readonly #sql: Sql;
  #failure: WdhError | null = null;
  #isRunning = false;
  #isCancelled = false;
  #isOwnStatement = true;
  #cancelling: Promise<void> = Promise.resolve();

  /** @throws DatabaseError `DATABASE_UNREACHABLE`, `LOGIN_REFUSED`, `DATABASE_NOT_FOUND` and others. */
  static async open(
    address: ServerAddress,
    options: StatementSessionOptions,
  ): Promise<StatementSession> {
    const socket = await openSocket(address, options.deadlineMs);
    const session = new StatementSession(socket, address, options);
    try {
      const [first] = await session.#own<{ pid: number }>(beginSession()).catch(explainSession);
      await session.#requireOwnSession(first?.pid ?? 0);
      await session.#own(userSettings);
    } catch (error) {
      socket.destroy();
      throw error;
    }
    return session;
  }

  private constructor(socket: Socket, address: ServerAddress, options: StatementSessionOptions) {
    this.#socket = socket;
    this.#address = address;
    this.#options = options;
    const fail = (): void => {
      this.#failure ??= connectionLost(address.server, 'closed');
    };
    socket.on('error', fail).once('close', fail);
    const { applicationName, onNotice } = options;
    this.#guarded = guardSocket(socket, address);
    const login: ReturnType<typeof driverOptions> = {
      ...driverOptions(address, applicationName, this.#guarded, fail),
      onnotice: ({ severity = '', message = '' }) => {
        if (!this.#isOwnStatement) onNotice?.(severity, message);
      },
    };
    this.#sql = startDriver(login);
  }

  /** Whether the connection is closed. */
  get isLost(): boolean {
    return this.#failure !== null;
  }

  /**
   * Runs exactly one statement, and passes its rows on in batches, waiting for each.
   *
   * @param statement - Must contain more than comments. COPY from and to the client is not supported.
   * @throws DatabaseError `CONNECTION_LOST`; errors of the receiver.
   */
  async run(statement: string, receive: RowsReceiver): Promise<StatementOutcome> {
    this.#isCancelled = false;
    const outcome = this.#options.isReadOnly
      ? await this.#executeReadOnly(statement, receive)
      : await this.#execute(statement, receive);
    await this.#keepEncoding();
    return outcome;
  }

  async #executeReadOnly(statement: string, receive: RowsReceiver): Promise<StatementOutcome> {
    await this.#own(beginReadOnly);
    let end = endReadOnly;
    try {
      const outcome = await this.#execute(statement, receive);
      const isSetting = outcome.kind === 'done' && settingCommands.has(outcome.result.command);
      if (isSetting) end = 'commit';
      return outcome;
    } finally {
      if (this.#failure === null) await this.#own(end);
    }
  }

  /** Statements and results are sent in UTF-8: in another encoding, other texts would be stored. */
  async #keepEncoding(): Promise<void> {
    if (this.#failure !== null || this.#sql.parameters['client_encoding'] === 'UTF8') return;
    await this.#own("set client_encoding to 'UTF8'");
    this.#options.onNotice?.('WARNING', 'client_encoding stays UTF8: no other is supported here');
  }

  /** Returns whether a transaction of an earlier statement is open. */
  async isInTransaction(): Promise<boolean> {
    try {
      const rows = await this.#own<{ open: boolean }>(
        'select pg_catalog.now() <> pg_catalog.statement_timestamp() as open',
      );
      return rows[0]?.open === true;
    } catch (error) {
      // A transaction in which a statement was refused accepts no other.
      if (this.#failure !== null) throw error;
      return true;
    }
  }

  /** Cancels the running statement on the server, if there is one. */
  async cancel(): Promise<void> {
    if (!this.#isRunning) return;
    this.#isCancelled = true;
    const cancelling = this.#cancelBackend();
    this.#cancelling = cancelling.catch(() => undefined);
    await cancelling;
  }

  /** Closes the session; an open transaction is rolled back. */
  async close(): Promise<void> {
    if (this.#failure === null) await this.#sql.end({ timeout: 1 });
    this.#socket.destroy();
  }

  async #cancelBackend(): Promise<void> {
    const key = this.#guarded.cancelKey;
    if (key !== null) await requestCancel(this.#address, key, this.#options.deadlineMs);
  }

  async #requireOwnSession(backendPid: number): Promise<void> {
    const opened = {
      backendPid,
      cancelKey: this.#guarded.cancelKey,
      query: (text: string) => this.#own<{ pid?: number }>(text),
      close: () => this.close(),
    };
    const { applicationName } = this.#options;
    await requireOwnSession(this.#address, opened, (deadlineMs) =>
      DedicatedConnection.openUnchecked(this.#address, { applicationName, deadlineMs }),
    );
  }

  async #execute(statement: string, receive: RowsReceiver): Promise<StatementOutcome> {
    if (this.#failure !== null) throw this.#failure;
    this.#isRunning = true;
    this.#isOwnStatement = false;
    this.#guarded.expectCursor(true);
    const failures: unknown[] = [];
    const watched: RowsReceiver = (rows, columns) =>
      receive(rows, columns).catch((error: unknown) => {
        failures.push(error);
        throw error;
      });
    try {
      const result = await readByCursor(this.#sql, statement, watched, {
        isCancelled: () => this.#isCancelled,
        isLost: () => this.#failure !== null,
      });
      return result === null
        ? { kind: 'refused', complaint: cancelledWhileRead }
        : { kind: 'done', result };
    } catch (error) {
      if (failures.length > 0) throw error;
      return { kind: 'refused', complaint: complaintIn(error, this.#site) };
    } finally {
      this.#isRunning = false;
      // Or it would cancel what ends the transaction.
      await this.#cancelling;
      this.#isOwnStatement = true;
      this.#guarded.expectCursor(false);
    }
  }

  async #own<Found extends object>(text: string): Promise<readonly Found[]> {
    if (this.#failure !== null) throw this.#failure;
    try {
      return await this.#sql.unsafe<Found[]>(text);
    } catch (error) {
      throw translateDriverError(error, this.#site);
    }
  }

  get #site(): DriverErrorSite {
    return { ...siteOfSocket(this.#socket, this.#address), isWithoutRows: true };
  }
}
