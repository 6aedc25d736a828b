import { createHash } from 'node:crypto';

/** Returns the id of the run of a tick, a UUID of version 8: the same wherever the tick is handled. */
export function tickId(scheduleName: string, at: Date): string {
  const digest = createHash('sha256').update(`${scheduleName} ${at.toISOString()}`).digest('hex');
  const [first, second] = [digest.slice(0, 8), digest.slice(8, 12)];
  return `${first}-${second}-8${digest.slice(13, 16)}-a${digest.slice(17, 20)}-${digest.slice(20, 32)}`;
}
