import type { SocketEnd } from './socket/socket-end.js';

/** What a {@link ReconnectPolicy} needs. */
export interface ReconnectOptions {
  readonly minBackoffMs: number;
  readonly maxBackoffMs: number;
  readonly maxFailures: number;
  readonly circuitRetryMs: number;
  readonly random: () => number;
}

/** The wait before the next connection. */
export interface Reconnection {
  readonly waitMs: number;
  /** Failures in a row, this one included. */
  readonly failures: number;
  readonly isCircuitOpen: boolean;
}

/** Longest wait where the server has announced a restart. */
const restartMs = 1_000;

/**
 * Decides how long to wait before a reconnect.
 *
 * The limit of the wait doubles with each failure in a row, and the wait is random between half of
 * the limit and the limit. After `maxFailures` it is `circuitRetryMs`, up to a tenth less. A connection that opens does not end the row; only `proved` does, as some
 * servers accept every connection and close it at once.
 */
export class ReconnectPolicy {
  readonly #options: ReconnectOptions;
  #failures = 0;
  #isProved = false;

  constructor(options: ReconnectOptions) {
    this.#options = options;
  }

  get failures(): number {
    return this.#failures;
  }

  /** Notes that the connection has received something for a while. */
  proved(): void {
    this.#failures = 0;
    this.#isProved = true;
  }

  /** Notes the end of a connection. */
  ended(end: SocketEnd): Reconnection {
    const { maxFailures, random } = this.#options;
    const isExpected = end.isRestart === true && this.#isProved;
    this.#isProved = false;
    if (isExpected) {
      return { waitMs: Math.ceil(restartMs * random()), failures: 0, isCircuitOpen: false };
    }
    this.#failures += 1;
    const isCircuitOpen = this.#failures >= maxFailures;
    const waitMs = Math.max(this.#waitMs(isCircuitOpen), end.retryAfterMs ?? 0);
    return { waitMs, failures: this.#failures, isCircuitOpen };
  }

  #waitMs(isCircuitOpen: boolean): number {
    const { minBackoffMs, maxBackoffMs, circuitRetryMs } = this.#options;
    if (isCircuitOpen) return this.#between(0.9 * circuitRetryMs, circuitRetryMs);
    const longestMs = Math.min(maxBackoffMs, minBackoffMs * 2 ** this.#failures);
    return this.#between(Math.max(longestMs / 2, minBackoffMs), longestMs);
  }

  #between(shortestMs: number, longestMs: number): number {
    return Math.ceil(shortestMs + (longestMs - shortestMs) * this.#options.random());
  }
}
