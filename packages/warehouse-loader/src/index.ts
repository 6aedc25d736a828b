export {
  WarehouseLoader,
  type WarehouseLoaderOptions,
  type ProjectedRows,
} from './loader/warehouse-loader.js';
export type {
  ColumnOf,
  LoadOptions,
  LoadRetry,
  PipelineLoadOptions,
  RowFor,
} from './request/load-options.js';
export type { GateCheck, LoadedRows } from './request/gate-check.js';
export type { LoadResult } from './request/load-result.js';
export type { LoadReport, LoadStatus } from './request/load-report.js';
export type { UnknownColumns } from './columns/unknown-columns.js';
export type { RowInput, Rows } from './request/row-input.js';
export { LoadError } from './errors/load-error.js';
export type { Parameter, Rows as FoundRows } from './connection/queryable.js';
export { DatabaseError } from './errors/database-error.js';
export type { PrunedExecutions } from './audit/prune-executions.js';
export type { RowCounts, TriggerWrites } from './quality/row-counts.js';
export type { LoadMode } from './target/load-mode.js';
export type { Into } from './target/target.js';
export { pipelineExecutions, dataQualityMetrics, rejectedRows } from './audit/schema.js';
export { auditMigrations } from './migrations/folder/audit-migrations.js';
export type { MigrationFolder } from './migrations/folder/migration-folder.js';
export { migrateUp, type MigrateUpOptions, type MigrateUpResult } from './migrations/migrate-up.js';
export {
  migrateDown,
  type MigrateDownOptions,
  type MigrateDownResult,
} from './migrations/migrate-down.js';
export { migrationStatus } from './migrations/migration-status.js';
export type { ComparedMigration, MigrationState } from './migrations/compare-folder.js';
export { verifyMigrations, type VerifiedMigrations } from './migrations/verify-migrations.js';
export type { MigratorOptions } from './migrations/with-migrator.js';
export type { DataLoss } from './migrations/catalog/stored-data.js';
export {
  runMigrateCommand,
  type MigrateCommandOptions,
} from './migrations/command/run-migrate-command.js';
