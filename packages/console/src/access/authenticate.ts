import { createHash, timingSafeEqual } from 'node:crypto';
import type { ConsoleAuth } from '../console-options.js';
import type { Visitor } from '../http/route.js';

const bearer = /^Bearer ([\w-]{32,200})$/u;

/** Returns who sends a request; null if nothing shows it. */
export function authenticate(auth: ConsoleAuth, header: string | undefined): Visitor | null {
  const given = bearer.exec(header ?? '')?.[1];
  if (given === undefined) return null;
  const found = auth.tokens.find(({ token }) => timingSafeEqual(digest(token), digest(given)));
  return found === undefined ? null : { user: found.name, roles: new Set(found.roles) };
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
