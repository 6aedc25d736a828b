import { type ComparedMigration, compareFolder } from './compare-folder.js';
import { readMigrationLedger } from './migration-ledger.js';
import { type Migrator, type MigratorOptions, withMigrator } from './with-migrator.js';

/**
 * Lists the migrations of the folders with their state: applied, pending, edited, missing or late.
 *
 * Reads only, does not wait, and needs no more than SELECT on `public.schema_migrations`.
 *
 * @returns the migrations in the order of the folders and of their numbers.
 * @throws WdhError those of the connection and of reading the folders.
 */
export async function migrationStatus(
  options: MigratorOptions,
): Promise<readonly ComparedMigration[]> {
  return withMigrator(options, 'none', compareFolders);
}

/** Compares all folders of a migrator with its database. */
export async function compareFolders(migrator: Migrator): Promise<readonly ComparedMigration[]> {
  const { connection, files, folderNames } = migrator;
  const applied = await readMigrationLedger(connection);
  return files.flatMap((migrations, index) => {
    const ofFolder = applied.filter(({ folder }) => folder === folderNames[index]);
    return compareFolder(migrations, ofFolder);
  });
}
