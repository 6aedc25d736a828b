import { createHash } from 'node:crypto';

/** Returns the SHA-256 of bytes, as `sha256sum` prints it. */
export const sha256 = (bytes: string | Buffer): string =>
  createHash('sha256').update(bytes).digest('hex');
