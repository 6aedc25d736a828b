import type { SeededRandom } from '../injection/seeded-random.js';
import { onReply, type Trigger } from './trigger.js';

/** How bytes travel that are neither lost nor cut off. */
export interface Shape {
  /** Time that the next bytes take; they keep their order. */
  readonly delayMs?: () => number;
  /** Size of the next piece that bytes are sent in. */
  readonly pieceBytes?: () => number;
  /** In each direction of each connection. */
  readonly bytesPerSecond?: number;
}

/** What a network does to connections. Made by the functions beside it, injected into a proxy. */
export interface NetworkFault {
  readonly name: string;
  readonly event?: {
    readonly when: Trigger;
    /** `silence` swallows all that comes later, both ways, and does not tell when an end closes. */
    readonly then: 'cut' | 'silence' | (() => void);
  };
  readonly refusesConnections?: boolean;
  readonly shape?: Shape;
}

/** Resets the connection (RST), seen by both ends. */
export function cut(when: Trigger): NetworkFault {
  return { name: 'a cut connection', event: { when, then: 'cut' } };
}

/** Swallows everything on the connection from then on, both ways and in silence. */
export function blackHole(when: Trigger): NetworkFault {
  return { name: 'a black hole', event: { when, then: 'silence' } };
}

/**
 * Keeps the reply to a command from the client: the server has done it, and the client cannot know.
 *
 * @param then Whether the client sees a reset, or nothing at all.
 * @param when Default: every COMMIT.
 */
export function lostReply(
  then: 'cut' | 'silence',
  when: Trigger = onReply('COMMIT'),
): NetworkFault {
  return { name: 'a lost reply', event: { when, then } };
}

/** Calls a function at that moment, before the bytes go on: to kill a process, say. */
export function call(when: Trigger, act: () => void): NetworkFault {
  return { name: 'a call at a message', event: { when, then: act } };
}

/** Resets connections as soon as they are made. */
export function refusal(): NetworkFault {
  return { name: 'a refused connection', refusesConnections: true };
}

/** Lets everything arrive later, in order; each direction adds its part to a round trip. */
export function latency(options: {
  readonly ms: number;
  /** Up to so much more, at random. Default 0. */
  readonly jitterMs?: number;
  readonly random: SeededRandom;
}): NetworkFault {
  const { ms, jitterMs = 0, random } = options;
  return { name: 'latency', shape: { delayMs: () => ms + random.next() * jitterMs } };
}

/** Sends everything in pieces of random sizes, 1 to 700 bytes unless told otherwise. */
export function slices(options: {
  readonly random: SeededRandom;
  readonly maximumBytes?: number;
}): NetworkFault {
  const { random, maximumBytes = 700 } = options;
  return { name: 'slices', shape: { pieceBytes: () => random.integer(1, maximumBytes) } };
}

/** Limits how fast bytes travel, in each direction of each connection. */
export function bandwidth(bytesPerSecond: number): NetworkFault {
  return { name: 'a narrow band', shape: { bytesPerSecond } };
}
