import { deleteCookie } from 'hono/cookie';
import * as v from 'valibot';
import type { Visitor } from '../../access/visitor.js';
import type { ConsoleParts } from '../../console-parts.js';
import { cookieName } from '../../http/console-origin.js';
import { Refusal } from '../../http/refusal.js';
import type { Route } from '../../http/route.js';
import type { WireSessions } from '../../wire/session.js';
import { describeSession } from './describe-session.js';

const sessionId = v.pipe(v.string(), v.uuid());

/** Returns the routes of sessions; the login itself is no route, because it needs no session. */
export function sessionRoutes(parts: ConsoleParts): readonly Route[] {
  const { access, audit, origin } = parts;
  const endSession = async (id: string, by: Visitor): Promise<boolean> => {
    const found = v.is(sessionId, id) ? await access.sessions.get(id, reachOf(by)) : null;
    if (found === null) return false;
    const details = { session: id, of: found.user };
    await audit(by, id === by.sessionId ? 'logout' : 'session.end', { details });
    await access.sessions.end(id);
    return true;
  };
  return [
    {
      method: 'GET',
      path: '/session',
      role: 'any',
      answer: ({ get }) => Promise.resolve(describeSession(get('visitor'), parts)),
    },
    {
      method: 'DELETE',
      path: '/session',
      role: 'any',
      answer: async (context) => {
        const visitor = context.get('visitor');
        deleteCookie(context, cookieName(context.req.raw, origin), {
          path: origin.basePath === '' ? '/' : origin.basePath,
          secure: origin.isSecure,
        });
        if (visitor.expiresAt !== null) await endSession(visitor.sessionId, visitor);
        return context.body(null, 204);
      },
    },
    {
      method: 'GET',
      path: '/sessions',
      role: 'any',
      answer: async ({ get }) => {
        const visitor = get('visitor');
        const found = await access.sessions.list(reachOf(visitor));
        const items = found.map(({ startedAt, expiresAt, ...session }) => ({
          ...session,
          startedAt: startedAt.toISOString(),
          expiresAt: expiresAt.toISOString(),
          isCurrent: session.id === visitor.sessionId,
        }));
        return { items } satisfies WireSessions;
      },
    },
    {
      method: 'DELETE',
      path: '/sessions/:id',
      role: 'any',
      answer: async (context) => {
        const id = context.req.param('id') ?? '';
        if (await endSession(id, context.get('visitor'))) return;
        throw new Refusal(404, 'SESSION_NOT_FOUND', 'There is no such session. It may have ended.');
      },
    },
  ];
}

/** Whose sessions a visitor sees and ends: an operator those of all. */
function reachOf({ user, roles }: Visitor): string | null {
  return roles.has('operator') ? null : user;
}
