import { afterAll, beforeAll, beforeEach } from 'vitest';
import { findRedisServer } from './find-redis-server.js';
import { noRedis, RedisServer } from './redis-server.js';

/** A Redis for the tests of a file. */
export interface UsedRedis {
  readonly server: RedisServer;
  /** Its URL. Where it is not installed, nothing listens there, and the tests are skipped. */
  readonly url: string;
}

/** Starts Redis before the tests of a file, and ends it after them. Without it, they are skipped. */
export function useRedis(): UsedRedis {
  let server: RedisServer | null = null;
  beforeAll(async () => {
    if (findRedisServer() === undefined) console.warn(`\n${noRedis}\n`);
    else server = await RedisServer.start();
  });
  beforeEach(({ skip }) => {
    if (server === null) skip(noRedis);
  });
  afterAll(async () => {
    await server?.[Symbol.asyncDispose]();
  });
  return {
    get server() {
      if (server === null) throw new Error(noRedis);
      return server;
    },
    get url() {
      return server?.url ?? 'redis://127.0.0.1:1';
    },
  };
}
