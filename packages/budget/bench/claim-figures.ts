import { RedisServer } from '../../../tools/vitest/redis/redis-server.js';
import { type KeyValueStore, postgresStore } from '../src/index.js';
import { redisStore } from '../src/redis/index.js';
import type { BenchPlace } from './bench-place.js';
import { type Figure, figure } from './figure.js';

const claims = 20_000;
const atOnce = 100;
const hourMs = 3_600_000;

/** How many notices can be claimed in a second by one process, each with a key of its own. */
export async function claimFigures({ url }: BenchPlace): Promise<readonly Figure[]> {
  await using redis = await RedisServer.start();
  const stores = {
    PostgreSQL: postgresStore({ connectionUrl: url, poolSize: 8, deadlineMs: 60_000 }),
    Redis: redisStore({ url: redis.url, deadlineMs: 60_000 }),
  };
  const figures: Figure[] = [];
  for (const [name, store] of Object.entries(stores)) {
    await claimAll(store, 'warm', 2_000);
    const perSecond = claims / (await claimAll(store, 'measured', claims));
    figures.push(figure(`claims in ${name}`, perSecond, 'claims/s', { atLeast: 2_000 }));
    const taken = claims / (await claimAll(store, 'measured', claims));
    figures.push(figure(`refused claims in ${name}`, taken, 'claims/s', { atLeast: 2_000 }));
    await store.close();
  }
  return figures;
}

/** Claims keys, a hundred at a time, and returns the seconds that it took. */
async function claimAll(store: KeyValueStore, prefix: string, count: number): Promise<number> {
  let next = 0;
  const start = performance.now();
  const claim = async (): Promise<void> => {
    while (next < count) await store.claim(`${prefix} ${next++}`, hourMs);
  };
  await Promise.all(Array.from({ length: atOnce }, claim));
  return (performance.now() - start) / 1_000;
}
