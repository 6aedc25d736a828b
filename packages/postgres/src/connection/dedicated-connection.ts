import type { WdhError } from '@wdh/pipeline-core';
import type { Row, Sql } from 'postgres';
import type { ServerAddress } from '../address/connection-url.js';
import type { KnownNames } from '../errors/catalog-names.js';
import {
  connectionLost,
  explainSession,
  noAnswer,
} from '../errors/connection/connection-errors.js';
import type { CopyTarget } from '../errors/copy-position.js';
import type { DatabaseError } from '../errors/database-error.js';
import { dataRefusalIn, refusalIn } from '../errors/refusal-in.js';
import { type DriverErrorSite, translateDriverError } from '../errors/translate-driver-error.js';
import { CopySink, type RefusalIn } from './copy-sink.js';
import { OpenWaits } from './open-waits.js';
import { requireOwnSession } from './pooler/require-own-session.js';
import type { Parameter, Queryable, Rows } from './queryable.js';
import { type PreparedText, queryPrepared } from './reuse/query-prepared.js';
import { resetSession } from './reuse/reset-session.js';
import { ServerSession } from './reuse/server-session.js';
import {
  beginSession,
  type DedicatedConnectionOptions,
  type FirstRow,
} from './session-settings.js';
import { openSocket } from './socket/open-socket.js';

type Values = readonly Parameter[];
type Outcome<Found extends object> = Rows<Found> | DatabaseError;

/**
 * A connection that serves one piece of work, from opening to end. Its session may serve another
 * connection afterwards, see {@link DedicatedConnection.release}.
 *
 * On an error it is cut without a ROLLBACK: the server rolls back by itself, while this driver can
 * hang or crash the process if anything is sent after an error. Every wait ends with the connection;
 * a wait for the server also ends with the deadline. All errors are translated.
 */
export class DedicatedConnection implements Queryable {
  readonly #session: ServerSession;
  readonly #place: DriverErrorSite;
  readonly #applicationName: string;
  readonly #deadlineMs: number;
  readonly #waits = new OpenWaits(() => this.#failure);
  #copy: CopySink | null = null;
  #copyTarget: CopyTarget | undefined;
  #names: KnownNames | undefined;
  #failure: WdhError | null = null;

  /**
   * @throws DatabaseError `DATABASE_UNREACHABLE`, `LOGIN_REFUSED`, `DATABASE_NOT_FOUND`,
   * `POOLER_SHARES_SESSIONS` and others.
   */
  static async open(
    address: ServerAddress,
    options: DedicatedConnectionOptions,
  ): Promise<DedicatedConnection> {
    const connection = await DedicatedConnection.openUnchecked(address, options);
    const other = { ...options, isLasting: false };
    await requireOwnSession(address, connection, (deadlineMs) =>
      DedicatedConnection.openUnchecked(address, { ...other, deadlineMs }),
    );
    return connection;
  }

  /** Opens a connection that may share its session, which {@link open} refuses. */
  static async openUnchecked(
    address: ServerAddress,
    options: DedicatedConnectionOptions,
  ): Promise<DedicatedConnection> {
    const socket = await openSocket(address, options.deadlineMs);
    const session = new ServerSession(socket, address, options);
    const connection = new DedicatedConnection(session, options);
    const [first] = await connection.query<FirstRow>(beginSession(options)).catch(explainSession);
    session.begin(first);
    return connection;
  }

  /** @param session - An open session that no other connection uses. */
  constructor(session: ServerSession, options: DedicatedConnectionOptions) {
    this.#session = session;
    this.#place = { ...session.place, isWithoutRows: options.isWithoutRows ?? false };
    this.#applicationName = options.applicationName.slice(0, 63);
    this.#deadlineMs = options.deadlineMs;
    session.attach(this.fail.bind(this));
  }

  /** Whether it is closed or cut. */
  get isLost(): boolean {
    return this.#failure !== null;
  }

  /** Process id of its backend. */
  get backendPid(): number {
    return this.#session.backendPid;
  }

  /** What was sent at login to cancel its statements. */
  get cancelKey(): Buffer | null {
    return this.#session.guarded.cancelKey;
  }

  /** As shown in `pg_stat_activity`. */
  get applicationName(): string {
    return this.#applicationName;
  }

  /** Adds names that error messages may contain from now on. */
  knowNames(names: KnownNames): void {
    this.#names = names;
  }

  /** Runs one statement, or several without parameters. */
  async query<Found extends object>(text: string, values: Values = []): Promise<Rows<Found>> {
    return this.wait(this.#usable().unsafe<Found[]>(text, [...values]));
  }

  /** Runs one statement that a session which can be reused keeps prepared, see `queryPrepared`. */
  queryPrepared<Found extends object>(kept: PreparedText, values: Values): Promise<Rows<Found>> {
    return queryPrepared<Found>(this, this.#session, kept, values);
  }

  /** Runs exactly one statement: the server refuses a text with several. */
  async queryAlone<Found extends object>(text: string, values: Values = []): Promise<Rows<Found>> {
    const protocol = { prepare: false, simple: false };
    return this.wait(this.#usable().unsafe<Found[]>(text, [...values], protocol));
  }

  /**
   * Runs one prepared statement within a savepoint. If the server refuses the data, that error is
   * returned, and the connection stays open for a ROLLBACK TO SAVEPOINT; any other error cuts it.
   */
  attempt<Found extends object>(text: string, values: Values): Promise<Outcome<Found>> {
    return this.#try(text, values, dataRefusalIn);
  }

  /**
   * Runs one statement outside of a transaction. If the server refuses it, that error is returned,
   * and the connection stays open; any other error cuts it.
   */
  ask<Found extends object>(text: string, values: Values = []): Promise<Outcome<Found>> {
    return this.#try(text, values, refusalIn);
  }

  /**
   * Starts a COPY within a savepoint that the same text may set. If the server refuses the data,
   * that error is the outcome, and the connection stays open for a ROLLBACK TO SAVEPOINT; so it does
   * if the statement follows a refused one. Any other error cuts it.
   */
  attemptCopy(statement: string, target: CopyTarget, isBehindAnother: boolean): CopySink {
    return this.#startCopy(statement, target, (error) =>
      dataRefusalIn(translateDriverError(error, this.#site), isBehindAnother),
    );
  }

  /** Starts a `COPY … FROM STDIN` statement; the target is used to parse the server's errors. */
  async openCopy(statement: string, target: CopyTarget): Promise<CopySink> {
    const sink = this.#startCopy(statement, target);
    await sink.opened();
    return sink;
  }

  /** Waits for the server until the work is done, the connection ends, or the deadline passes. */
  wait<Value>(work: PromiseLike<Value>): Promise<Value> {
    const timer = setTimeout(() => {
      this.fail(noAnswer(this.#place.server, this.#deadlineMs));
    }, this.#deadlineMs);
    return this.#waits
      .until(work, (error) => {
        this.fail(error);
        return this.#failure ?? error;
      })
      .finally(() => {
        clearTimeout(timer);
      });
  }

  /** Waits for something else than the server, such as a source, whose errors do not end the connection. */
  watch<Value>(work: PromiseLike<Value>): Promise<Value> {
    return this.#waits.until(work, (error) => error);
  }

  /** Cuts the connection immediately; the server rolls back. Every wait ends with the error. */
  fail(error: unknown): void {
    if (this.#failure !== null) return;
    const site = this.#site;
    const failure = translateDriverError(error, site);
    const reason = failure.code === 'CONNECTION_LOST' ? this.#session.finalServerError : null;
    this.#failure = reason === null ? failure : translateDriverError(reason, site);
    this.#copy?.abandon();
    this.#session.socket.destroy();
    this.#waits.end(this.#failure);
  }

  /** Closes the connection; an open transaction is rolled back. */
  async close(): Promise<void> {
    if (this.#failure !== null) this.#session.socket.destroy();
    this.#failure ??= connectionLost(this.#place.server, 'closed by this program');
    await this.#session.close();
  }

  /** Has {@link release} close the session: code of others ran in it, which may have left anything. */
  forbidReuse(): void {
    this.#session.forbidReuse();
  }

  /** Ends the use, and returns the session in the state of a new one; null if it was closed instead. */
  async release(): Promise<ServerSession | null> {
    if (this.#failure === null && this.#session.isReusable) {
      // Statements that come late are refused.
      this.#failure = connectionLost(this.#place.server, 'closed by this program');
      return resetSession(this.#session);
    }
    await this.close();
    return null;
  }

  #startCopy(statement: string, target: CopyTarget, refusalIn?: RefusalIn): CopySink {
    const query = this.#usable().unsafe<Row[]>(statement);
    this.#session.guarded.expectCopy();
    this.#copyTarget = target;
    this.#copy = new CopySink(query, this, refusalIn);
    return this.#copy;
  }

  get #site(): DriverErrorSite {
    return { ...this.#place, copy: this.#copyTarget, names: this.#names };
  }

  #try<Found extends object>(
    text: string,
    values: Values,
    refusalOf: typeof refusalIn,
  ): Promise<Outcome<Found>> {
    const query = this.#usable().unsafe<Found[]>(text, [...values]);
    const refusal = (error: unknown): DatabaseError => {
      const translated = translateDriverError(error, this.#site);
      const found = refusalOf(translated);
      if (found === null) throw translated;
      return found;
    };
    return this.wait(query.catch(refusal));
  }

  #usable(): Sql {
    if (this.#failure !== null) throw this.#failure;
    this.#copyTarget = undefined;
    return this.#session.sql;
  }
}
