import type { ServerAddress } from '@wdh/postgres';
import type { HealthAddress } from '../health/health-server.js';
import type { WorkerHealth } from '../health/worker-health.js';
import type { Claim } from './claim.js';

/** What the thread of the heartbeat starts with. */
export interface HeartbeatStart {
  /** Contains the password. */
  readonly address: ServerAddress;
  readonly longestBlockMs: number;
  /** The buffer of the clock of the main thread. */
  readonly alive: SharedArrayBuffer;
  readonly claims: readonly Claim[];
  /** Where the health is served; null: nowhere. */
  readonly healthAt: HealthAddress | null;
  readonly health: WorkerHealth;
}

/** Messages to the thread of the heartbeat. */
export type ToHeartbeat =
  | { readonly kind: 'hold'; readonly claim: Claim }
  | { readonly kind: 'release'; readonly key: string }
  | { readonly kind: 'health'; readonly health: WorkerHealth }
  | { readonly kind: 'stop' };

/** Messages from the thread of the heartbeat. */
export type FromHeartbeat =
  /** It works, and the health is served at this port; null: nowhere. */
  | { readonly kind: 'started'; readonly healthPort: number | null }
  /** The health cannot be served. */
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'lost'; readonly claim: Claim }
  /** A beat failed; the next one comes soon. */
  | { readonly kind: 'failed'; readonly code: string }
  | { readonly kind: 'recovered' };
