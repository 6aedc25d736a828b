import { randomUUID } from 'node:crypto';
import type { KeyValueStore } from '../store/key-value-store.js';
import { checkTtl, checkValue, storedKey } from '../store/store-entry.js';
import { givenClient, type RedisCommands } from './given-client.js';
import { redisAddress } from './redis-address.js';
import { RedisConnection } from './redis-connection.js';
import type { RedisRunner } from './redis-runner.js';

/** The server of a store, or a connected client of the caller, which is not closed. */
export type RedisStoreOptions = (
  | {
      /** Such as `redis://localhost:6379`. It may contain a password, which errors do not. */
      readonly url: string;
    }
  | { readonly client: RedisCommands }
) & {
  /** Before the keys of this store, so that several may share a server. Default `wdh:`. */
  readonly keyPrefix?: string | undefined;
  /** Longest wait for a connection, and for a reply, in milliseconds. Default 2,000. */
  readonly deadlineMs?: number | undefined;
};

/** Gives up a claim, unless it has expired and another process has it. */
const release = `
if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end
return 0`;

/**
 * Creates a store in Redis, 6 or newer; it needs the package `redis`. Its clock is that of the server. A
 * Redis that keeps its data in memory alone forgets claims when it restarts.
 *
 * It connects at its first use, and again after the connection was lost. Each method throws WdhError:
 * `STORE_FAILED` if Redis does not answer before the deadline or refuses, `BUDGET_OPTION_INVALID` for an
 * entry that cannot be stored, `STORE_CLOSED`.
 *
 * @throws WdhError `BUDGET_OPTION_INVALID`
 * @example const store = redisStore({ url: 'redis://localhost:6379' });
 */
export function redisStore(options: RedisStoreOptions): KeyValueStore {
  const { keyPrefix = 'wdh:', deadlineMs = 2_000 } = options;
  const runner =
    'client' in options
      ? givenClient(options.client, deadlineMs)
      : new RedisConnection(redisAddress(options.url), deadlineMs);
  const valueKey = (key: string): string => `${keyPrefix}value:${storedKey(key)}`;
  const claimKey = (key: string): string => `${keyPrefix}claim:${storedKey(key)}`;
  return {
    get: async (key) => {
      const { reply } = await runner.run(['GET', valueKey(key)]);
      return typeof reply === 'string' ? reply : null;
    },
    set: async (key, value, ttlMs) => {
      checkValue(value);
      await runner.run(['SET', valueKey(key), value, 'PX', String(checkTtl(ttlMs))]);
    },
    claim: async (key, ttlMs) => {
      const [held, token] = [claimKey(key), randomUUID()];
      if (!(await isClaimed(runner, [held, token, String(checkTtl(ttlMs))]))) return null;
      return {
        release: async () => {
          await runner.run(['EVAL', release, '1', held, token]);
        },
      };
    },
    close: () => runner.close(),
  };
}

async function isClaimed(
  runner: RedisRunner,
  [key, token, ttlMs]: readonly [string, string, string],
): Promise<boolean> {
  const { reply, isRepeated } = await runner.run(['SET', key, token, 'PX', ttlMs, 'NX']);
  if (reply !== null || !isRepeated) return reply !== null;
  // It may have been claimed before its reply was lost.
  return (await runner.run(['GET', key])).reply === token;
}
