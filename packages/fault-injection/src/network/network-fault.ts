import type { SeededRandom } from '../injection/seeded-random.js';
import { onReply, type Trigger } from './trigger.js';

/** The delivery of bytes that are neither lost nor cut off. */
export interface Shape {
  /** Delay of the next bytes; they keep their order. */
  readonly delayMs?: () => number;
  /** Size of the next piece. */
  readonly pieceBytes?: () => number;
  /** In each direction of each connection. */
  readonly bytesPerSecond?: number;
}

/** A fault of a network. Created by the functions of this file, injected into a proxy. */
export interface NetworkFault {
  readonly name: string;
  readonly event?: {
    readonly when: Trigger;
    /** `silence` drops all later bytes, in both directions, and does not report when an end closes. */
    readonly then: 'cut' | 'silence' | (() => void);
  };
  readonly refusesConnections?: boolean;
  readonly shape?: Shape;
}

/** Resets the connection (RST), seen by both ends. */
export function cut(when: Trigger): NetworkFault {
  return { name: 'a cut connection', event: { when, then: 'cut' } };
}

/** Silently drops everything on the connection from then on, in both directions. */
export function blackHole(when: Trigger): NetworkFault {
  return { name: 'a black hole', event: { when, then: 'silence' } };
}

/**
 * Withholds the reply to a command from the client: the server has executed it, but the client
 * cannot know.
 *
 * @param then Whether the client gets a reset, or no reply at all.
 * @param when Default: every COMMIT.
 */
export function lostReply(
  then: 'cut' | 'silence',
  when: Trigger = onReply('COMMIT'),
): NetworkFault {
  return { name: 'a lost reply', event: { when, then } };
}

/** Calls a function at that moment, before the bytes are passed on, for example to kill a process. */
export function call(when: Trigger, act: () => void): NetworkFault {
  return { name: 'a call at a message', event: { when, then: act } };
}

/** Resets connections as soon as they are established. */
export function refusal(): NetworkFault {
  return { name: 'a refused connection', refusesConnections: true };
}

/** Delays all bytes, in order; each direction adds its part to a round trip. */
export function latency(options: {
  readonly ms: number;
  /** Maximum additional random delay. Default 0. */
  readonly jitterMs?: number;
  readonly random: SeededRandom;
}): NetworkFault {
  const { ms, jitterMs = 0, random } = options;
  return { name: 'latency', shape: { delayMs: () => ms + random.next() * jitterMs } };
}

/** Sends everything in pieces of random sizes, by default 1 to 700 bytes. */
export function slices(options: {
  readonly random: SeededRandom;
  readonly maximumBytes?: number;
}): NetworkFault {
  const { random, maximumBytes = 700 } = options;
  return { name: 'slices', shape: { pieceBytes: () => random.integer(1, maximumBytes) } };
}

/** Limits the bandwidth in each direction of each connection. */
export function bandwidth(bytesPerSecond: number): NetworkFault {
  return { name: 'a narrow band', shape: { bytesPerSecond } };
}
