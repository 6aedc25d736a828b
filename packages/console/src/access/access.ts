import type { Logger } from '@wdh/pipeline-core';
import type { Queryable } from '@wdh/postgres';
import { AddressList, clientOf } from './client-address.js';
import type { ConsoleAuth } from './console-auth.js';
import { type Grant, grantOf, grantsOf } from './grants.js';
import { LoginAttempts } from './login-attempts.js';
import { proxyUser } from './proxy-user.js';
import { Sessions } from './sessions.js';
import type { Visitor } from './visitor.js';

/** Where a request comes from, and what shows who sends it. */
export interface Credentials {
  readonly headers: Headers;
  /** Value of the cookie of the session. */
  readonly cookie: string | undefined;
  /** Address of the other end of the connection; undefined if the host does not know it. */
  readonly peer: string | undefined;
}

/** A token is wrong, or more of them were than a client may send. */
export interface Refused {
  /** Seconds until the client may send a token again; 0 if this one was compared. */
  readonly waitSeconds: number;
}

const bearer = /^Bearer +(\S{1,500})$/iu;

/** Finds out who sends a request. */
export class Access {
  readonly sessions: Sessions;
  readonly #auth: ConsoleAuth;
  readonly #grants: readonly Grant[];
  readonly #trusted: AddressList;
  readonly #attempts = new LoginAttempts();
  readonly #logger: Logger;

  constructor(auth: ConsoleAuth, on: Queryable, logger: Logger) {
    this.#auth = auth;
    this.#grants = grantsOf(auth);
    this.#trusted = new AddressList(auth.trustedProxies ?? []);
    this.#logger = logger;
    this.sessions = new Sessions(on, this.#grants);
  }

  /** Returns who sends a request; null if nothing shows it. */
  async visitorOf(from: Credentials): Promise<Visitor | Refused | null> {
    const { proxy } = this.#auth;
    if (proxy !== undefined && this.#trusted.has(from.peer)) {
      const visitor = proxyUser(proxy, from.headers);
      // First: such a proxy may add a token of its own, which is none of the console.
      if (visitor !== null) return visitor;
    }
    const token = bearer.exec(from.headers.get('authorization') ?? '')?.[1];
    if (token !== undefined) {
      const grant = this.grantOf(token, from);
      return 'waitSeconds' in grant ? grant : bearerOf(grant);
    }
    return from.cookie === undefined ? null : this.sessions.find(from.cookie);
  }

  /**
   * Returns those of the visitors, by their `sessionId`, whose login is valid. Only sessions end; they may
   * do so by their age, or by another console.
   */
  async validSessions(ids: readonly string[]): Promise<ReadonlySet<string>> {
    const sessions = ids.filter((id) => !id.includes(':'));
    const open = sessions.length === 0 ? [] : await this.sessions.openOf(sessions);
    return new Set([...ids.filter((id) => id.includes(':')), ...open]);
  }

  /** Returns the grant of a token that a client sends. */
  grantOf(token: string, { headers, peer }: Credentials): Grant | Refused {
    const client = clientOf(peer, headers.get('x-forwarded-for'), this.#trusted);
    const waitSeconds = this.#attempts.waitSeconds(client);
    // Not compared: more guesses would go on otherwise.
    if (waitSeconds > 0) return { waitSeconds };
    const grant = grantOf(this.#grants, token);
    if (grant !== null) return grant;
    this.#attempts.countWrong(client);
    this.#logger.warn('console.token_wrong', { client });
    return { waitSeconds: 0 };
  }
}

function bearerOf({ name, roles }: Grant): Visitor {
  return { user: name, roles: new Set(roles), sessionId: `token:${name}`, expiresAt: null };
}
