import { silentLogger } from '@wdh/pipeline-core';
import type { Queryable } from '@wdh/postgres';
import {
  createMigrationTable,
  readAppliedMigrations,
  recordMigration,
} from './applied-migrations.js';
import { catalogChanges } from './catalog/catalog-changes.js';
import { describeCatalog } from './catalog/describe-catalog.js';
import { checkMigratorPrivileges } from './check-migrator-privileges.js';
import { compareFolder, refuseOddMigrations } from './compare-folder.js';
import type { Migration } from './folder/migration-folder.js';
import { beginMigration, commitMigration, runStatements } from './migration-transaction.js';
import { type MigratorOptions, withMigrator } from './with-migrator.js';

/**
 * Options of {@link migrateUp}. The role must be allowed to create tables in schema `public`, unless
 * all migrations are applied.
 */
export type MigrateUpOptions = MigratorOptions;

/** The result of {@link migrateUp}. */
export interface MigrateUpResult {
  /** Migrations applied by this call, in order. */
  readonly applied: readonly { readonly folder: string; readonly file: string }[];
}

/**
 * Applies the pending migrations, each in its own transaction.
 *
 * Concurrent processes wait for each other; each migration is applied once. Nothing is applied if a
 * file of any folder was edited, is missing or is late. The changes of each migration in the catalog
 * are recorded for {@link verifyMigrations}.
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
    const applied = await readAppliedMigrations(connection);
    const pending: Migration[] = [];
    for (const [index, migrations] of files.entries()) {
      const ofFolder = applied.filter(({ folder }) => folder === folderNames[index]);
      const compared = compareFolder(migrations, ofFolder);
      refuseOddMigrations(compared);
      const known = new Set(ofFolder.map(({ file }) => file));
      pending.push(...migrations.filter(({ file }) => !known.has(file)));
    }
    // Returns before the check of privileges: a role without them needs none if nothing is pending.
    if (pending.length === 0) return { applied: done };
    await checkMigratorPrivileges(connection);
    await createMigrationTable(connection);
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
