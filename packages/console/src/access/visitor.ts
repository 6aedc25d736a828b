import type { Role } from './role.js';

/** Who sends a request. */
export interface Visitor {
  readonly user: string;
  readonly roles: ReadonlySet<Role>;
  /**
   * Requests with the same one share limits. The id of the session, not its secret; `token:NAME` for
   * a token in a header, `proxy:NAME` for a user that a proxy names.
   */
  readonly sessionId: string;
  /** When its session expires; null if it has none: a token in a header, a user of a proxy. */
  readonly expiresAt: Date | null;
}
