export type { RedisCommands } from './given-client.js';
export { redisStore, type RedisStoreOptions } from './redis-store.js';
