import { setTimeout as sleep } from 'node:timers/promises';
import type { ServerAddress } from '../address/connection-url.js';
import { DedicatedConnection } from '../connection/dedicated-connection.js';
import { quoteIdentifier } from '../names/identifier.js';

/** Options of a {@link NotificationListener}. */
export interface NotificationListenerOptions {
  readonly address: ServerAddress;
  /** As shown in `pg_stat_activity`. */
  readonly applicationName: string;
  readonly channel: string;
  /** Is called with the payload of each notification. */
  readonly onNotification: (payload: string) => void;
  /** Is called after each LISTEN: notifications before it are lost. Default: nothing. */
  readonly onListening?: (() => void) | undefined;
  /** Is called when the connection is lost or cannot be opened. Default: nothing. */
  readonly onLost?: ((error: unknown) => void) | undefined;
  /** Time between two checks of the connection, in milliseconds. Default 10,000. */
  readonly checkMs?: number | undefined;
}

/** Pauses before a new connection, in milliseconds. */
const [shortestPauseMs, longestPauseMs] = [250, 30_000];

const deadlineMs = 10_000;

/**
 * Subscribes to the notifications of a channel on a connection of its own, and connects again when
 * that is lost. Notifications are lost meanwhile, so its caller must look for itself as well.
 *
 * @see https://www.postgresql.org/docs/current/sql-listen.html
 */
export class NotificationListener {
  readonly #options: NotificationListenerOptions;
  readonly #closing = new AbortController();
  readonly #running: Promise<void>;

  constructor(options: NotificationListenerOptions) {
    this.#options = options;
    this.#running = this.#run();
  }

  /** Closes the connection. */
  async close(): Promise<void> {
    this.#closing.abort();
    await this.#running;
  }

  #isClosed(): boolean {
    return this.#closing.signal.aborted;
  }

  async #run(): Promise<void> {
    let pauseMs = shortestPauseMs;
    while (!this.#isClosed()) {
      try {
        await this.#listen(() => (pauseMs = shortestPauseMs));
      } catch (error) {
        if (!this.#isClosed()) this.#reportLost(error);
      }
      await this.#pause(pauseMs);
      pauseMs = Math.min(2 * pauseMs, longestPauseMs);
    }
  }

  /** An exception of the callback must not end the subscription. */
  #reportLost(error: unknown): void {
    try {
      this.#options.onLost?.(error);
    } catch {
      // The next connection is tried anyway.
    }
  }

  async #listen(onListening: () => void): Promise<void> {
    const { address, applicationName, channel, onNotification, checkMs = 10_000 } = this.#options;
    const connection = await DedicatedConnection.open(address, {
      applicationName,
      deadlineMs,
      isLasting: true,
      onNotification: (_, payload) => {
        onNotification(payload);
      },
    });
    try {
      await connection.query(`listen ${quoteIdentifier(channel)}`);
      onListening();
      this.#options.onListening?.();
      while (!this.#isClosed()) {
        await connection.watch(this.#pause(checkMs));
        await connection.query('select');
      }
    } finally {
      await connection.close();
    }
  }

  /** Waits, or returns early when it is closed. */
  async #pause(ms: number): Promise<void> {
    await sleep(ms, undefined, { signal: this.#closing.signal }).catch(() => undefined);
  }
}
