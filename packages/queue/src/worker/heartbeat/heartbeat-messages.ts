import type { ServerAddress } from '@wdh/postgres';
import type { Claim } from './claim.js';

/** What the thread of the heartbeat starts with. */
export interface HeartbeatStart {
  /** Contains the password. */
  readonly address: ServerAddress;
  readonly longestBlockMs: number;
  /** A count that the main thread raises while its event loop runs. */
  readonly alive: SharedArrayBuffer;
  readonly claims: readonly Claim[];
}

/** Messages to the thread of the heartbeat. */
export type ToHeartbeat =
  | { readonly kind: 'hold'; readonly claim: Claim }
  | { readonly kind: 'release'; readonly key: string }
  | { readonly kind: 'stop' };

/** Messages from the thread of the heartbeat. */
export type FromHeartbeat =
  | { readonly kind: 'lost'; readonly claim: Claim }
  /** A beat failed; the next one comes soon. */
  | { readonly kind: 'failed'; readonly code: string }
  | { readonly kind: 'recovered' };
