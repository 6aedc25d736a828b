import type { EndReason } from './socket/socket-end.js';

/** What a connection does at the moment. */
export type FeedState =
  | { readonly name: 'connecting' }
  | { readonly name: 'connected'; readonly since: Date }
  | WaitingState
  | { readonly name: 'ended' };

/** Between two attempts. */
export interface WaitingState {
  /** `circuit-open` after too many failures in a row. */
  readonly name: 'waiting' | 'circuit-open';
  /** Why the last connection ended. */
  readonly reason: EndReason;
  /** The same in words, with what to do. */
  readonly explanation: string;
  /** Time until the next attempt. */
  readonly waitMs: number;
  /** Failures in a row. */
  readonly failures: number;
}
