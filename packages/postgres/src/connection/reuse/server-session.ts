import type { Socket } from 'node:net';
import type { Sql } from 'postgres';
import type { ServerAddress } from '../../address/connection-url.js';
import { connectionLost } from '../../errors/connection/connection-errors.js';
import { finalServerErrorOf } from '../../errors/final-server-error.js';
import type { DriverErrorSite } from '../../errors/translate-driver-error.js';
import { driverOptions, startDriver } from '../driver-options.js';
import type { DedicatedConnectionOptions, FirstRow } from '../session-settings.js';
import { guardSocket } from '../socket/guard-socket.js';
import type { GuardedSocket } from '../socket/guarded-socket.js';
import { siteOfSocket } from '../socket/site-of-socket.js';

type OnFailure = (error: unknown) => void;

/**
 * A socket, its driver, and the session of the server, which connections use one after another.
 *
 * While no connection uses it, it does not keep the process alive.
 */
export class ServerSession {
  readonly socket: Socket;
  readonly guarded: GuardedSocket;
  readonly sql: Sql;
  readonly place: DriverErrorSite;
  readonly openedAtMs = performance.now();
  /** Names of the prepared statements that its connections have made. */
  readonly prepared = new Set<string>();
  #backendPid = 0;
  #identity = '';
  #finalServerError: Error | null = null;
  #isLost = false;
  #isForbidden = false;
  #onFailure: OnFailure | null = null;

  constructor(socket: Socket, address: ServerAddress, options: DedicatedConnectionOptions) {
    const { applicationName, onNotification } = options;
    this.socket = socket;
    this.place = siteOfSocket(socket, address);
    socket.on('error', (error) => {
      this.#fail(error);
    });
    const onClose = (): void => {
      this.#fail(connectionLost(address.server, 'closed'));
    };
    socket.once('close', onClose);
    this.guarded = guardSocket(socket, address);
    if (onNotification !== undefined) this.guarded.expectNotifications();
    this.sql = startDriver(
      driverOptions(address, applicationName.slice(0, 63), this.guarded, onClose, onNotification),
    );
  }

  /** Whether the socket is closed. */
  get isLost(): boolean {
    return this.#isLost || this.socket.destroyed;
  }

  get backendPid(): number {
    return this.#backendPid;
  }

  /** Why the server ended the session, if it said so. */
  get finalServerError(): Error | null {
    return this.#finalServerError;
  }

  /** Whether a later first statement shows the same backend, and the same roles and settings. */
  isStill(first: FirstRow | undefined): boolean {
    return first?.pid === this.#backendPid && first.identity === this.#identity;
  }

  /**
   * Whether another connection may use it. Not behind a pooler, which lends its sessions only as long
   * as a client has one; it sends its own process id at login.
   */
  get isReusable(): boolean {
    const isDirect = this.guarded.cancelKey?.readInt32BE(0) === this.#backendPid;
    return isDirect && !this.#isForbidden && !this.isLost;
  }

  /** No other connection may use it. */
  forbidReuse(): void {
    this.#isForbidden = true;
  }

  /** Begins the use by one connection, whose `onFailure` is called when the socket fails. */
  attach(onFailure: OnFailure): void {
    this.#onFailure = onFailure;
    this.socket.ref();
  }

  /** Ends the use. */
  detach(): void {
    this.#onFailure = null;
    this.socket.unref();
  }

  /** Keeps what the first statement returned, and from then on the final error of the server. */
  begin(first: FirstRow | undefined): void {
    this.#backendPid = first?.pid ?? 0;
    this.#identity = first?.identity ?? '';
    // Not earlier: the first listener starts the flow of data, and the driver must receive all of
    // it.
    this.socket.on('data', (data) => (this.#finalServerError = finalServerErrorOf(data)));
  }

  /** Closes it; an open transaction is rolled back. */
  async close(): Promise<void> {
    if (!this.isLost) {
      this.socket.ref();
      await this.sql.end({ timeout: 1 });
    }
    this.socket.destroy();
  }

  #fail(error: unknown): void {
    this.#isLost = true;
    this.#onFailure?.(error);
  }
}
