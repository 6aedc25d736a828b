import { createHash } from 'node:crypto';

/** Returns the UUID of a run that repeats another: the same for the same key of a request. */
export function derivedId(key: string, executionId: string): string {
  const digest = createHash('sha256').update(`${key} ${executionId}`).digest('hex');
  // A UUID of version 8, which applications derive as they like.
  const variant = ((Number.parseInt(digest.slice(16, 17), 16) & 0x3) | 0x8).toString(16);
  return [
    digest.slice(0, 8),
    digest.slice(8, 12),
    `8${digest.slice(13, 16)}`,
    `${variant}${digest.slice(17, 20)}`,
    digest.slice(20, 32),
  ].join('-');
}
