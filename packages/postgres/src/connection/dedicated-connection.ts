import type { Socket } from 'node:net';
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
import { finalServerErrorOf } from '../errors/final-server-error.js';
import { dataRefusalIn, refusalIn } from '../errors/refusal-in.js';
import { type DriverErrorSite, translateDriverError } from '../errors/translate-driver-error.js';
import { CopySink, type RefusalIn } from './copy-sink.js';
import { driverOptions, startDriver } from './driver-options.js';
import { OpenWaits } from './open-waits.js';
import { requireOwnSession } from './pooler/require-own-session.js';
import type { Parameter, Queryable, Rows } from './queryable.js';
import { beginSession, type DedicatedConnectionOptions } from './session-settings.js';
import { guardSocket } from './socket/guard-socket.js';
import { openSocket } from './socket/open-socket.js';
import { siteOfSocket } from './socket/site-of-socket.js';

type Values = readonly Parameter[];
type Outcome<Found extends object> = Rows<Found> | DatabaseError;

/**
 * A connection that serves one piece of work, from opening to end, and is not reused.
 *
 * On an error it is cut without a ROLLBACK: the server rolls back by itself, while this driver can
 * hang or crash the process if anything is sent after an error. Every wait ends with the connection;
 * a wait for the server also ends with the deadline. All errors are translated.
 */
export class DedicatedConnection implements Queryable {
  readonly #socket: Socket;
  readonly #guarded: ReturnType<typeof guardSocket>;
  readonly #place: DriverErrorSite;
  readonly #applicationName: string;
  readonly #deadlineMs: number;
  readonly #sql: Sql;
  readonly #waits = new OpenWaits(() => this.#failure);
  #copy: CopySink | null = null;
  #copyTarget: CopyTarget | undefined;
  #names: KnownNames | undefined;
  #failure: WdhError | null = null;
  #backendPid = 0;
  #finalServerError: Error | null = null;

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
    const connection = new DedicatedConnection(socket, address, options);
    const rows = await connection
      .query<{ pid: number }>(beginSession(options))
      .catch(explainSession);
    connection.#backendPid = rows[0]?.pid ?? 0;
    // Not earlier: the first listener starts the flow of data, and the driver must receive all of
    // it.
    socket.on('data', (data) => (connection.#finalServerError = finalServerErrorOf(data)));
    return connection;
  }

  private constructor(socket: Socket, address: ServerAddress, options: DedicatedConnectionOptions) {
    const { applicationName, deadlineMs, isWithoutRows = false, onNotification } = options;
    this.#socket = socket;
    this.#place = { ...siteOfSocket(socket, address), isWithoutRows };
    this.#applicationName = applicationName.slice(0, 63);
    this.#deadlineMs = deadlineMs;
    socket.on('error', this.fail.bind(this));
    const onClose = (): void => {
      this.fail(connectionLost(this.#place.server, 'closed'));
    };
    socket.once('close', onClose);
    this.#guarded = guardSocket(socket, address);
    if (onNotification !== undefined) this.#guarded.expectNotifications();
    this.#sql = startDriver(
      driverOptions(address, this.#applicationName, this.#guarded, onClose, onNotification),
    );
  }

  /** Whether it is closed or cut. */
  get isLost(): boolean {
    return this.#failure !== null;
  }

  /** Process id of its backend. */
  get backendPid(): number {
    return this.#backendPid;
  }

  /** What was sent at login to cancel its statements. */
  get cancelKey(): Buffer | null {
    return this.#guarded.cancelKey;
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

  /** Runs exactly one statement: the server refuses a text with several. */
  async queryAlone<Found extends object>(text: string, values: Values = []): Promise<Rows<Found>> {
    const protocol = { prepare: false, simple: false };
    return this.wait(this.#usable().unsafe<Found[]>(text, [...values], protocol));
  }

  /**
   * Runs one prepared statement within a savepoint. If the server refuses the data, that error is
   * returned, and the connection stays open for a ROLLBACK TO SAVEPOINT; any other error cuts it.
   */
  async attempt<Found extends object>(text: string, values: Values): Promise<Outcome<Found>> {
    const query = this.#usable().unsafe<Found[]>(text, [...values], { prepare: true });
    return this.wait(query.catch((error: unknown) => this.#refusal(error, dataRefusalIn)));
  }

  /**
   * Runs one statement outside of a transaction. If the server refuses it, that error is returned,
   * and the connection stays open; any other error cuts it.
   */
  async ask<Found extends object>(text: string, values: Values = []): Promise<Outcome<Found>> {
    const query = this.#usable().unsafe<Found[]>(text, [...values]);
    return this.wait(query.catch((error: unknown) => this.#refusal(error, refusalIn)));
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

  /**
   * Waits for something other than the server, such as a source, while watching the connection. Its
   * errors are passed on unchanged, and do not affect the connection.
   */
  watch<Value>(work: PromiseLike<Value>): Promise<Value> {
    return this.#waits.until(work, (error) => error);
  }

  /** Cuts the connection immediately; the server rolls back. Every wait ends with the error. */
  fail(error: unknown): void {
    if (this.#failure !== null) return;
    const site = this.#site;
    const failure = translateDriverError(error, site);
    const reason = failure.code === 'CONNECTION_LOST' ? this.#finalServerError : null;
    this.#failure = reason === null ? failure : translateDriverError(reason, site);
    this.#copy?.abandon();
    this.#socket.destroy();
    this.#waits.end(this.#failure);
  }

  /** Closes the connection; an open transaction is rolled back. */
  async close(): Promise<void> {
    if (this.#failure === null) {
      this.#failure = connectionLost(this.#place.server, 'closed by this program');
      await this.#sql.end({ timeout: 1 });
    }
    this.#socket.destroy();
  }

  #startCopy(statement: string, target: CopyTarget, refusalIn?: RefusalIn): CopySink {
    const query = this.#usable().unsafe<Row[]>(statement);
    this.#guarded.expectCopy();
    this.#copyTarget = target;
    this.#copy = new CopySink(query, this, refusalIn);
    return this.#copy;
  }

  get #site(): DriverErrorSite {
    return { ...this.#place, copy: this.#copyTarget, names: this.#names };
  }

  #refusal(error: unknown, refusalOf: typeof refusalIn): DatabaseError {
    const translated = translateDriverError(error, this.#site);
    const refusal = refusalOf(translated);
    if (refusal === null) throw translated;
    return refusal;
  }

  #usable(): Sql {
    if (this.#failure !== null) throw this.#failure;
    this.#copyTarget = undefined;
    return this.#sql;
  }
}
