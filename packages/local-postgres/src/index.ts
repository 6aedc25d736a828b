export { type PostgresVersion } from './binaries/postgres-version.js';
export { findLocalPostgres, type FoundLocalPostgres } from './find-local-postgres.js';
export { type LocalPostgres } from './local-postgres.js';
export { LocalPostgresError, type LocalPostgresErrorCode } from './errors/local-postgres-error.js';
export { startLocalPostgres, type StartLocalPostgresOptions } from './start-local-postgres.js';
export { stopLocalPostgres, type StopLocalPostgresOptions } from './stop-local-postgres.js';
