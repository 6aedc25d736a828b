import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import type { Queryable } from '@wdh/postgres';
import type { Grant } from './grants.js';
import { rolesIn } from './role.js';
import type { Visitor } from './visitor.js';

/** How long a session lasts, in hours, by the clock of the database. */
export const sessionHours = 12;

/** A session that has not ended. */
export interface OpenSession {
  readonly id: string;
  readonly user: string;
  readonly startedAt: Date;
  readonly expiresAt: Date;
}

/** Conditions of a session that is valid. One that lasts too long was opened before the clock was set back. */
const isOpen = `ended_at is null and expires_at > clock_timestamp()
  and expires_at <= clock_timestamp() + interval '${sessionHours} hours 5 minutes'`;

const columns = `session_id as id, user_name as "user", started_at as "startedAt", expires_at as "expiresAt"`;

/**
 * The sessions of the console, in its database: they survive a restart, and expire by one clock. A row
 * holds only a hash of the cookie. That of a session which a token of the settings opened has the token
 * as its key, so that the session ends with the token, and no row can be forged without it.
 */
export class Sessions {
  readonly #on: Queryable;
  readonly #grants: readonly Grant[];
  readonly #listeners: ((id: string) => void)[] = [];

  constructor(on: Queryable, grants: readonly Grant[]) {
    this.#on = on;
    this.#grants = grants;
  }

  /** Opens a session, and returns it with the value of its cookie. */
  async open(grant: Grant): Promise<{ readonly cookie: string; readonly visitor: Visitor }> {
    const cookie = randomBytes(32).toString('base64url');
    await this.#on.query(
      `delete from public.wdh_console_sessions where expires_at < clock_timestamp() - interval '1 day'`,
    );
    // The pool may run it twice.
    const [opened] = await this.#on.query<{ id: string; expiresAt: Date }>(
      `insert into public.wdh_console_sessions as s
        (session_id, cookie_hash, user_name, roles, started_at, expires_at)
      values ($1, $2, $3, $4::text[], clock_timestamp(), clock_timestamp() + interval '${sessionHours} hours')
      on conflict (session_id) do update set expires_at = s.expires_at
      returning session_id as id, expires_at as "expiresAt"`,
      [randomUUID(), hashOf(cookie, grant), grant.name, `{${grant.roles.join(',')}}`],
    );
    if (opened === undefined) throw new Error('The session was not stored.');
    const { name: user, roles } = grant;
    return { cookie, visitor: visitorOf(grant, { ...opened, user, roles }) };
  }

  /** Returns who sends a cookie; null if its session has ended, or its token has no login any more. */
  async find(cookie: string): Promise<Visitor | null> {
    const hashes = this.#grants.map((grant) => hashOf(cookie, grant));
    const [found] = await this.#on.query<FoundSession & { readonly hash: string }>(
      `select session_id as id, cookie_hash as hash, user_name as "user", to_jsonb(roles) as roles,
        expires_at as "expiresAt"
      from public.wdh_console_sessions where cookie_hash = any ($1::text[]) and ${isOpen}`,
      [`{${hashes.join(',')}}`],
    );
    const grant = found === undefined ? undefined : this.#grants[hashes.indexOf(found.hash)];
    return found === undefined || grant === undefined ? null : visitorOf(grant, found);
  }

  /** Returns up to 200 open sessions of a user, or of all: the latest first. */
  async list(user: string | null): Promise<readonly OpenSession[]> {
    return this.#on.query<OpenSession>(
      `select ${columns} from public.wdh_console_sessions
      where ${isOpen} and ($1::text is null or user_name = $1)
      order by started_at desc, session_id limit 200`,
      [user],
    );
  }

  /** Returns an open session of a user, or of any; null if there is none. */
  async get(id: string, user: string | null): Promise<OpenSession | null> {
    const [found] = await this.#on.query<OpenSession>(
      `select ${columns} from public.wdh_console_sessions
      where session_id = $1::uuid and ${isOpen} and ($2::text is null or user_name = $2)`,
      [id, user],
    );
    return found ?? null;
  }

  /** Ends a session. */
  async end(id: string): Promise<void> {
    await this.#on.query(
      `update public.wdh_console_sessions set ended_at = clock_timestamp()
      where session_id = $1::uuid and ended_at is null`,
      [id],
    );
    for (const listener of this.#listeners) listener(id);
  }

  /** Calls a function with the id of each session that this console ends before its time. */
  onEnd(listener: (id: string) => void): void {
    this.#listeners.push(listener);
  }

  /** Returns those of the sessions that are open. */
  async openOf(ids: readonly string[]): Promise<ReadonlySet<string>> {
    const found = await this.#on.query<{ id: string }>(
      `select session_id as id from public.wdh_console_sessions
      where session_id = any ($1::uuid[]) and ${isOpen}`,
      [`{${ids.join(',')}}`],
    );
    return new Set(found.map(({ id }) => id));
  }
}

function hashOf(cookie: string, { isStartLink, token }: Grant): string {
  // The token of the start link is another one after a restart.
  const key = isStartLink ? 'start link' : token;
  return createHmac('sha256', key).update(cookie).digest('hex');
}

interface FoundSession {
  readonly id: string;
  readonly user: string;
  readonly roles: readonly string[];
  readonly expiresAt: Date;
}

/** A session never has more roles than its login has now. */
function visitorOf(grant: Grant, { id, user, roles, expiresAt }: FoundSession): Visitor {
  const granted = rolesIn(roles).filter((role) => grant.roles.includes(role));
  return { user, roles: new Set(granted), sessionId: id, expiresAt };
}
