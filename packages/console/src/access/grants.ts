import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { ConsoleAuth, ConsoleToken } from './console-auth.js';

/** A token that logs in, and whether it is that of the start link. */
export interface Grant extends ConsoleToken {
  readonly isStartLink: boolean;
}

/** Returns all tokens that log in. */
export function grantsOf({ tokens, startToken }: ConsoleAuth): readonly Grant[] {
  const link = startToken === undefined ? [] : [{ ...startToken, isStartLink: true }];
  return [...link, ...tokens.map((token) => ({ ...token, isStartLink: false }))];
}

/** Returns the grant of a token, in a time that does not depend on the token; null if it is none. */
export function grantOf(grants: readonly Grant[], given: string): Grant | null {
  const digest = digestOf(given);
  // Every grant is compared: the time must not show which one was near.
  const found = grants.filter(({ token }) => timingSafeEqual(digestOf(token), digest));
  return found[0] ?? null;
}

/** Returns a new token with 256 random bits, for the link that `wdh console` prints. */
export function createStartToken(): string {
  return randomBytes(32).toString('base64url');
}

function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
