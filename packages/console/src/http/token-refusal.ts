import type { Refused } from '../access/access.js';
import { Refusal } from './refusal.js';

/** Returns the answer to a token that is wrong, or was not compared. */
export function tokenRefusal({ waitSeconds }: Refused): Refusal {
  if (waitSeconds === 0) {
    return new Refusal(
      401,
      'TOKEN_WRONG',
      'This token does not log in. Copy it again, or take the link that the console printed at its last start.',
    );
  }
  return new Refusal(
    429,
    'TOO_MANY_ATTEMPTS',
    `Too many wrong tokens came from your address. Try again in ${waitSeconds} s.`,
    { headers: { 'retry-after': String(waitSeconds) } },
  );
}
