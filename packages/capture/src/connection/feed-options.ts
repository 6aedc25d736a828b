import { validateHeaderName, validateHeaderValue } from 'node:http';
import { guardedLogger, type Logger, silentLogger, WdhError } from '@wdh/pipeline-core';
import { type FeedClock, systemClock } from './feed-clock.js';
import type { FeedState } from './feed-state.js';
import { feedUrl } from './feed-url.js';
import type { FeedSequence } from './gaps/gap-watch.js';
import type { FeedGap } from './gaps/sequence-gaps.js';

/** Options of a {@link FeedConnection}. Times are in milliseconds. */
export interface FeedOptions extends Partial<FeedLimits> {
  /**
   * Address of the WebSocket, `wss://…`. With `ws://`, anyone on the way can read and change the
   * messages: use it on this machine or a network that you trust. No user and no password: send
   * headers. Only its origin is logged, as paths and queries may contain keys.
   */
  readonly url: string;
  /** Headers of the handshake, such as an authorization. Default none. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Certificates of authorities to trust, in PEM, instead of those of Node. */
  readonly ca?: string | undefined;
  /** Texts to send after every opening, in order, `subscribeIntervalMs` apart. Default none. */
  readonly subscribe?: readonly string[] | undefined;
  /**
   * Receives what has arrived since the last call, in order. It is not called again before its
   * promise is settled; an exception ends the connection and is thrown by `run`.
   */
  readonly onMessages: (messages: readonly string[]) => void | PromiseLike<void>;
  /** Returns the key and the sequence number of a message, null where it has none. Default: no gaps are noted. */
  readonly sequenceOf?: ((message: string) => FeedSequence | null) | undefined;
  /** Is called for each gap in the sequence of a key. */
  readonly onGap?: ((gap: FeedGap) => void) | undefined;
  /** Is called for each change of the state. */
  readonly onState?: ((state: FeedState) => void) | undefined;
  /** Receives the events of the connection, `feed.connected` and so on. Default: {@link silentLogger}. */
  readonly logger?: Logger | undefined;
  /** Whether an open circuit waits and tries again, or ends the run with `FEED_UNAVAILABLE`. Default `wait`. */
  readonly whenOpen?: 'wait' | 'end' | undefined;
  /** Whether to offer compression. Default false: it costs memory and time for each message. */
  readonly compression?: boolean | undefined;
  readonly clock?: FeedClock | undefined;
  /** Returns a number from 0 up to 1, for the jitter. Default `Math.random`. */
  readonly random?: (() => number) | undefined;
}

/** The numbers among the options. */
export interface FeedLimits {
  /** Maximum time until a connection is open. Default 10,000. */
  readonly connectTimeoutMs: number;
  /** Time without a message, ping or pong after which the connection is replaced. Default 30,000. */
  readonly silenceMs: number;
  /** Age at which a connection is replaced by a new one, up to 1 % earlier. Default 85,800,000 (23 h 50 min). */
  readonly renewAfterMs: number;
  /** How long the old and the new connection both receive before the old one is closed. Default 1,000. */
  readonly overlapMs: number;
  /** Maximum time for the other side to answer a close. Default 5,000. */
  readonly closeTimeoutMs: number;
  /** Shortest wait before a reconnect. Default 1,000. */
  readonly minBackoffMs: number;
  /** Longest wait before a reconnect, while the circuit is closed. Default 30,000. */
  readonly maxBackoffMs: number;
  /** Age at which a connection that still receives has proved itself, so that failures count from 0 again. Default 10,000. */
  readonly provedAfterMs: number;
  /** Failures in a row after which the circuit opens. Default 10. */
  readonly maxFailures: number;
  /** Wait between two attempts while the circuit is open. Default 300,000. */
  readonly circuitRetryMs: number;
  /** Maximum size of a message; a larger one closes the connection. Default 1,048,576. */
  readonly maxMessageBytes: number;
  /** Messages in memory at which the socket is paused. Default 10,000. */
  readonly bufferMessages: number;
  /** Bytes of messages in memory at which the socket is paused. Default 16,777,216. */
  readonly bufferBytes: number;
  /** Wait between two texts of `subscribe`. Default 250. */
  readonly subscribeIntervalMs: number;
}

const defaults: FeedLimits = {
  connectTimeoutMs: 10_000,
  silenceMs: 30_000,
  renewAfterMs: 85_800_000,
  overlapMs: 1_000,
  closeTimeoutMs: 5_000,
  minBackoffMs: 1_000,
  maxBackoffMs: 30_000,
  provedAfterMs: 10_000,
  maxFailures: 10,
  circuitRetryMs: 300_000,
  maxMessageBytes: 1_048_576,
  bufferMessages: 10_000,
  bufferBytes: 16_777_216,
  subscribeIntervalMs: 250,
};

/** Options with their defaults. */
export type CompleteFeedOptions = FeedLimits & {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly ca: string | undefined;
  readonly subscribe: readonly string[];
  readonly onMessages: FeedOptions['onMessages'];
  readonly sequenceOf: FeedOptions['sequenceOf'];
  readonly onGap: FeedOptions['onGap'];
  readonly onState: FeedOptions['onState'];
  readonly logger: Logger;
  readonly whenOpen: 'wait' | 'end';
  readonly compression: boolean;
  readonly clock: FeedClock;
  readonly random: () => number;
};

/** A timer set for longer fires at once. */
const longestTimerMs = 2 ** 31 - 1;
const mayBeZero = new Set<keyof FeedLimits>(['overlapMs', 'provedAfterMs', 'subscribeIntervalMs']);

/**
 * Fills in the defaults.
 *
 * @throws WdhError `FEED_URL_INVALID`, `INVALID_OPTION` (usage)
 */
export function completeFeedOptions(options: FeedOptions): CompleteFeedOptions {
  const { headers = {}, subscribe = [], logger = silentLogger, whenOpen = 'wait' } = options;
  const { compression = false, clock = systemClock, random = Math.random } = options;
  for (const [name, value] of Object.entries(headers)) expectHeader(name, value);
  if (subscribe.some((text) => typeof text !== 'string')) {
    throw invalidOption('subscribe', 'a list of texts');
  }
  if (options.ca !== undefined && !options.ca.includes('-----BEGIN CERTIFICATE-----')) {
    throw invalidOption('ca', 'certificates in PEM');
  }
  const limits = completeLimits(options);
  if (limits.maxBackoffMs < limits.minBackoffMs) {
    throw invalidOption('maxBackoffMs', 'at least minBackoffMs');
  }
  return {
    ...limits,
    url: feedUrl(options.url),
    headers,
    ca: options.ca,
    subscribe,
    onMessages: options.onMessages,
    sequenceOf: options.sequenceOf,
    onGap: options.onGap,
    onState: options.onState,
    logger: guardedLogger(logger),
    whenOpen,
    compression,
    clock,
    random,
  };
}

function completeLimits(options: FeedOptions): FeedLimits {
  const limits: { -readonly [Name in keyof FeedLimits]: number } = { ...defaults };
  for (const name of Object.keys(defaults) as (keyof FeedLimits)[]) {
    const value = options[name] ?? defaults[name];
    const least = mayBeZero.has(name) ? 0 : 1;
    if (!Number.isSafeInteger(value) || value < least || value > longestTimerMs) {
      throw invalidOption(name, `a whole number from ${least} to ${longestTimerMs}`);
    }
    limits[name] = value;
  }
  return limits;
}

function expectHeader(name: string, value: string): void {
  try {
    validateHeaderName(name);
    validateHeaderValue(name, value);
  } catch {
    throw invalidOption('headers', 'names and values that HTTP allows');
  }
}

function invalidOption(name: string, expected: string): WdhError {
  return new WdhError(`The option ${name} of the feed must be ${expected}.`, {
    code: 'INVALID_OPTION',
    category: 'usage',
  });
}
