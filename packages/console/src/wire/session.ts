import type { Role } from '../access/role.js';

/** `GET /api/session`: who is logged in, and what this console offers. */
export interface WireSession {
  /** Name of the token or of the user that a proxy names. */
  readonly user: string;
  readonly roles: readonly Role[];
  /** Null if the visitor has no session: a proxy names it, or a token is in a header. */
  readonly expiresAt: string | null;
  /** Whether the project uses a queue: pages of schedules, folders and partitions are there. */
  readonly hasQueue: boolean;
  /** Whether the console has budgets: their pages are there. */
  readonly hasBudgets: boolean;
  /** Version of the console. */
  readonly version: string;
}

/** The body of `POST /api/session`, the only part of the API without a login; answers with {@link WireSession}. */
export interface WireLogin {
  readonly token: string;
}

/** `GET /api/sessions`: open sessions, the latest first; all of them for an operator. `DELETE /api/sessions/:id` ends one. */
export interface WireSessions {
  readonly items: readonly {
    readonly id: string;
    readonly user: string;
    readonly startedAt: string;
    readonly expiresAt: string;
    /** Whether it is the session that asks. */
    readonly isCurrent: boolean;
  }[];
}
