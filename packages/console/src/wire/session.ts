import type { Role } from '../access/role.js';

/** `GET /api/session`: who is logged in, and what this console offers. */
export interface WireSession {
  /** Name of the token or of the user that a proxy names. */
  readonly user: string;
  readonly roles: readonly Role[];
  readonly expiresAt: string;
  /** Whether the project uses a queue: pages of schedules, folders and partitions are there. */
  readonly hasQueue: boolean;
  /** Version of the console. */
  readonly version: string;
}
