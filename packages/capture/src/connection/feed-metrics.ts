import type { FeedState } from './feed-state.js';
import type { GapCounts } from './gaps/sequence-gaps.js';
import type { EndReason, SocketEnd } from './socket/socket-end.js';

/** Counts of a connection since its start; plain data. */
export interface FeedMetrics {
  readonly state: FeedState;
  /** Messages received, those that two connections received counted twice. */
  readonly messages: number;
  /** Bytes of the messages. */
  readonly bytes: number;
  readonly lastMessageAt: Date | null;
  /** Connections that could be opened. */
  readonly connections: number;
  /** Connections that were opened after one was lost; a renewal is none. */
  readonly reconnects: number;
  /** Connections and attempts that ended, by reason. */
  readonly ends: Readonly<Partial<Record<EndReason, number>>>;
  /** Failures in a row; 0 while a connection has proved itself. */
  readonly failures: number;
  /** How often the buffer was full, so that the socket was not read. */
  readonly pauses: number;
  /** Time in which the socket was not read. */
  readonly pausedMs: number;
  /** Messages in memory now. */
  readonly bufferedMessages: number;
  readonly bufferedBytes: number;
  readonly gaps: GapCounts;
}

/** Counts what happens to a connection. */
export class FeedTally {
  readonly ends: Partial<Record<EndReason, number>> = {};
  messages = 0;
  bytes = 0;
  connections = 0;
  /** Connections without a predecessor that hands over to them. */
  fresh = 0;
  pauses = 0;
  #pausedMs = 0;
  #pausedAt: number | null = null;
  #messageAt: number | null = null;

  received(bytes: number, now: number): void {
    this.messages += 1;
    this.bytes += bytes;
    this.#messageAt = now;
  }

  ended({ reason }: SocketEnd): void {
    this.ends[reason] = (this.ends[reason] ?? 0) + 1;
  }

  get reconnects(): number {
    return Math.max(0, this.fresh - 1);
  }

  paused(now: number): void {
    this.pauses += 1;
    this.#pausedAt = now;
  }

  resumed(now: number): void {
    if (this.#pausedAt !== null) this.#pausedMs += now - this.#pausedAt;
    this.#pausedAt = null;
  }

  pausedMs(now: number): number {
    return Math.round(this.#pausedMs + (this.#pausedAt === null ? 0 : now - this.#pausedAt));
  }

  get lastMessageAt(): Date | null {
    return this.#messageAt === null ? null : new Date(this.#messageAt);
  }
}
