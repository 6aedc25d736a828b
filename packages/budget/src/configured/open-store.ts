import { WdhError } from '@wdh/pipeline-core';
import type { KeyValueStore } from '../store/key-value-store.js';
import { postgresStore } from '../store/postgres-store.js';

/** Where values are remembered for a while. Both may contain a password. */
export interface StorePlace {
  readonly redisUrl: string | undefined;
  readonly connectionUrl: string;
}

/**
 * Opens the store in Redis if there is an address of it, and in PostgreSQL otherwise.
 *
 * @throws WdhError `PACKAGE_MISSING` (usage) for an address of Redis without the package `redis`.
 */
export async function openStore({ redisUrl, connectionUrl }: StorePlace): Promise<KeyValueStore> {
  if (redisUrl === undefined) return postgresStore({ connectionUrl, poolSize: 2 });
  try {
    const { redisStore } = await import('../redis/index.js');
    return redisStore({ url: redisUrl });
  } catch (error) {
    throw isMissing(error) ? packageMissing() : error;
  }
}

function isMissing(error: unknown): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    error.code === 'ERR_MODULE_NOT_FOUND' &&
    error.message.includes("'redis'")
  );
}

function packageMissing(): WdhError {
  return new WdhError(
    'REDIS_URL needs the package redis, which is not installed: npm install redis. Or remove it: PostgreSQL serves as well.',
    { code: 'PACKAGE_MISSING', category: 'usage' },
  );
}
