import type { LogContext, Logger } from '@wdh/pipeline-core';
import type { Reconnection } from './reconnect-policy.js';
import type { SocketEnd } from './socket/socket-end.js';

/** Writes the events of a connection to the log, each with the name of its feed. */
export class FeedLog {
  readonly #logger: Logger;
  readonly #feed: string;

  /** @param feed The address as it may be shown. */
  constructor(logger: Logger, feed: string) {
    this.#logger = logger;
    this.#feed = feed;
  }

  /** Others can read and change the messages on the way. */
  exposed(): void {
    this.#warn('feed.unencrypted', {});
  }

  connected(): void {
    this.#info('feed.connected', {});
  }

  /** A connection, or an attempt, has ended. */
  ended({ reason, explanation, code, status }: SocketEnd): void {
    const facts = {
      reason,
      ...(code === undefined ? {} : { code }),
      ...(status === undefined ? {} : { status }),
    };
    const isIntended = reason === 'renewed' || reason === 'stopped';
    if (isIntended) this.#info('feed.disconnected', facts);
    else this.#warn('feed.disconnected', { ...facts, explanation });
  }

  circuitOpened({ failures, waitMs }: Reconnection, explanation: string): void {
    this.#warn('feed.circuit.opened', { failures, waitMs, explanation });
  }

  circuitClosed(failures: number): void {
    this.#info('feed.circuit.closed', { failures });
  }

  #info(event: string, facts: LogContext): void {
    this.#logger.info(event, { feed: this.#feed, ...facts });
  }

  #warn(event: string, facts: LogContext): void {
    this.#logger.warn(event, { feed: this.#feed, ...facts });
  }
}
