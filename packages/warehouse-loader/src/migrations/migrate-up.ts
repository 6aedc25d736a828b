import { type Logger, silentLogger, WdhError } from '@wdh/pipeline-core';
import { parseConnectionUrl } from '../connection/connection-url.js';
import { DedicatedConnection } from '../connection/dedicated-connection.js';
import { migrationError } from './migration-error.js';
import { type Migration, type MigrationFolder, readMigrations } from './migration-folder.js';
import { createMigrationLedger, readMigrationLedger, recordMigration } from './migration-ledger.js';
import { pendingMigrations } from './pending-migrations.js';

/** What {@link migrateUp} applies, and where. */
export interface MigrateUpOptions {
  /** Of a role that may create tables in schema `public`. */
  readonly connectionUrl: string;
  /** In the order in which they build on one another. */
  readonly folders: readonly MigrationFolder[];
  /** Discards events by default. */
  readonly logger?: Logger | undefined;
  /** Longest time without an answer of the server, in milliseconds. Default 300,000. */
  readonly deadlineMs?: number | undefined;
}

/** What {@link migrateUp} did. */
export interface MigrateUpResult {
  /** Migrations applied by this call, in order. */
  readonly applied: readonly { readonly folder: string; readonly file: string }[];
}

/**
 * Applies the migrations that the database does not have yet, each in a transaction of its own.
 *
 * Processes that do so at the same time take turns; each migration is applied once. Nothing is
 * applied when a file of any folder was edited, is missing or comes too late.
 *
 * @throws WdhError of category `schema`: `MIGRATION_EDITED`, `MIGRATION_MISSING`,
 * `MIGRATION_OUT_OF_ORDER`, `MIGRATION_FAILED` and those of {@link readMigrations}.
 * @example
 * await migrateUp({ connectionUrl, folders: [auditMigrations, { name: 'my-job', path: folder }] });
 */
export async function migrateUp(options: MigrateUpOptions): Promise<MigrateUpResult> {
  const { connectionUrl, folders, logger = silentLogger, deadlineMs = 300_000 } = options;
  const address = parseConnectionUrl(connectionUrl);
  const files = await Promise.all(folders.map(readMigrations));
  const connection = await DedicatedConnection.open(address, {
    applicationName: 'wdh migrate',
    deadlineMs,
  });
  try {
    // Held until the connection ends. One name for all databases of this product.
    await connection.query("select pg_advisory_lock(hashtextextended('wdh migrations', 0))");
    await createMigrationLedger(connection);
    const pending: Migration[] = [];
    for (const [index, folder] of folders.entries()) {
      const applied = await readMigrationLedger(connection, folder.name);
      pending.push(...pendingMigrations(files[index] ?? [], applied));
    }
    for (const migration of pending) {
      await apply(connection, migration);
      logger.info('migration.applied', { folder: migration.folder, file: migration.file });
    }
    return { applied: pending.map(({ folder, file }) => ({ folder, file })) };
  } finally {
    await connection.close();
  }
}

async function apply(connection: DedicatedConnection, migration: Migration): Promise<void> {
  const { folder, file, sql } = migration;
  // Names without a schema mean public, whatever the role's own search path says.
  await connection.query('begin; set local search_path to public');
  try {
    await connection.query(sql);
  } catch (error) {
    const reason = error instanceof WdhError ? error.summary : '';
    throw migrationError(
      'MIGRATION_FAILED',
      folder,
      file,
      `failed. ${reason} Nothing of it stays.`,
      error,
    );
  }
  await recordMigration(connection, migration);
  await connection.query('commit');
}
