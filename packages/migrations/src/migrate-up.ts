import { silentLogger } from '@wdh/pipeline-core';
import type { Queryable } from '@wdh/postgres';
import { catalogChanges } from './catalog/catalog-changes.js';
import { describeCatalog } from './catalog/describe-catalog.js';
import { checkMigratorPrivileges } from './check-migrator-privileges.js';
import { compareFolder, refuseOddMigrations } from './compare-folder.js';
import type { Migration } from './folder/migration-folder.js';
import { createMigrationLedger, readMigrationLedger, recordMigration } from './migration-ledger.js';
import { beginMigration, commitMigration, runStatements } from './migration-transaction.js';
import { type MigratorOptions, withMigrator } from './with-migrator.js';

/**
 * What {@link migrateUp} applies, and where. The role must be allowed to create tables in schema
 * `public`, unless there is nothing to apply.
 */
export type MigrateUpOptions = MigratorOptions;

/** What {@link migrateUp} did. */
export interface MigrateUpResult {
  /** Migrations applied by this call, in order. */
  readonly applied: readonly { readonly folder: string; readonly file: string }[];
}

/**
 * Applies the migrations that the database does not have yet, each in a transaction of its own.
 *
 * Processes that do so at the same time take turns; each migration is applied once. Nothing is
 * applied when a file of any folder was edited, is missing or comes too late. What each migration
 * did to the catalog is recorded, for {@link verifyMigrations} to compare with.
 *
 * @throws WdhError of category `schema`: `MIGRATION_EDITED`, `MIGRATION_MISSING`,
 * `MIGRATION_OUT_OF_ORDER`, `MIGRATION_FAILED`, `PRIVILEGE_MISSING` and those of
 * reading the folders; of category `locked`: `MIGRATION_LOCKED`; of category `usage`:
 * `MIGRATION_FOLDER_TWICE`.
 * @example
 * await migrateUp({ connectionUrl, folders: [auditMigrations, { name: 'my-job', path: folder }] });
 */
export async function migrateUp(options: MigrateUpOptions): Promise<MigrateUpResult> {
  const { logger = silentLogger } = options;
  const done: { folder: string; file: string }[] = [];
  return withMigrator(options, 'alone', async (migrator) => {
    const { connection, files, folderNames, lockTimeoutMs } = migrator;
    const applied = await readMigrationLedger(connection);
    const pending: Migration[] = [];
    for (const [index, migrations] of files.entries()) {
      const ofFolder = applied.filter(({ folder }) => folder === folderNames[index]);
      const compared = compareFolder(migrations, ofFolder);
      refuseOddMigrations(compared);
      const known = new Set(ofFolder.map(({ file }) => file));
      pending.push(...migrations.filter(({ file }) => !known.has(file)));
    }
    // A role that may not migrate finds out here that it need not.
    if (pending.length === 0) return { applied: done };
    await checkMigratorPrivileges(connection);
    await createMigrationLedger(connection);
    for (const migration of pending) {
      await beginMigration(connection, lockTimeoutMs);
      await apply(connection, migration);
      await commitMigration(connection);
      const { folder, file } = migration;
      done.push({ folder, file });
      logger.info('migration.applied', { folder, file });
    }
    return { applied: done };
  });
}

async function apply(on: Queryable, migration: Migration): Promise<void> {
  const before = await describeCatalog(on);
  await runStatements(on, migration, migration.file, migration.sql);
  await recordMigration(on, migration, catalogChanges(before, await describeCatalog(on)));
}
