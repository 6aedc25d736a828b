import type { BigIntStats } from 'node:fs';
import { lstat } from 'node:fs/promises';

/** Returns the name of an error of the operating system, such as `ENOENT`; null for any other. */
export function errnoOf(error: unknown): string | null {
  if (!(error instanceof Error) || !('errno' in error) || !('code' in error)) return null;
  return typeof error.code === 'string' ? error.code : null;
}

/** Returns what the file system says of a path, without following a link; null if nothing is there. */
export async function statsAt(path: string | Buffer): Promise<BigIntStats | null> {
  try {
    return await lstat(path, { bigint: true });
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(errnoOf(error) ?? '')) return null;
    throw error;
  }
}
