export type { DataLoss } from './catalog/stored-data.js';
export { runMigrateCommand, type MigrateCommandOptions } from './command/run-migrate-command.js';
export type { ComparedMigration, MigrationState } from './compare-folder.js';
export type { MigrationFolder } from './folder/migration-folder.js';
export { migrateDown, type MigrateDownOptions, type MigrateDownResult } from './migrate-down.js';
export { migrateUp, type MigrateUpOptions, type MigrateUpResult } from './migrate-up.js';
export { migrationStatus } from './migration-status.js';
export { verifyMigrations, type VerifiedMigrations } from './verify-migrations.js';
export type { MigratorOptions } from './with-migrator.js';
