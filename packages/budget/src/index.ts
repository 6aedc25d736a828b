export { budgetMigrations } from './budget-migrations.js';
export type { Claim, KeyValueStore } from './store/key-value-store.js';
export { postgresStore, type PostgresStoreOptions } from './store/postgres-store.js';
