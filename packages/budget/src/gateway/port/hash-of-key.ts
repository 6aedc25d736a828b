import { createHash } from 'node:crypto';

/** Returns the SHA-256 of a key in hexadecimal, by which LiteLLM knows it too. */
export const hashOfKey = (key: string): string => createHash('sha256').update(key).digest('hex');
