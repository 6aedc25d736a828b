import { createHash, timingSafeEqual } from 'node:crypto';
import type { ConsoleProxy } from './console-auth.js';
import type { Visitor } from './visitor.js';

/** The header in which the proxy proves itself. */
const proxySecretHeader = 'x-console-secret';

/** A name without controls. A comma separates the values of a header that was sent twice. */
const userName = /^[^\p{C},]{1,200}$/u;

/** Returns the user that a trusted proxy names; null if it names none, or one without a role. */
export function proxyUser(proxy: ConsoleProxy, headers: Headers): Visitor | null {
  const user = headers.get(proxy.header);
  const secret = headers.get(proxySecretHeader);
  if (user === null || secret === null || !userName.test(user)) return null;
  if (!timingSafeEqual(digestOf(secret), digestOf(proxy.secret))) return null;
  const known = new Map(Object.entries(proxy.users ?? {}));
  const roles = known.get(user) ?? proxy.roles ?? [];
  if (roles.length === 0) return null;
  return { user, roles: new Set(roles), sessionId: `proxy:${user}`, expiresAt: null };
}

function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
