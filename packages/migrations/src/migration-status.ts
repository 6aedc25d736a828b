import { readAppliedMigrations } from './applied-migrations.js';
import { type ComparedMigration, compareFolder } from './compare-folder.js';
import { type Migrator, type MigratorOptions, withMigrator } from './with-migrator.js';

/**
 * Returns the state of each migration of the folders: applied, pending, edited, missing or late.
 *
 * Reads only, waits for no lock, and needs only SELECT on `public.schema_migrations`.
 *
 * @returns the migrations in the order of the folders and of their numbers.
 * @throws WdhError the errors of the connection and of reading the folders.
 */
export async function migrationStatus(
  options: MigratorOptions,
): Promise<readonly ComparedMigration[]> {
  return withMigrator(options, 'none', compareFolders);
}

/** Compares all folders of a migrator with its database. */
export async function compareFolders(migrator: Migrator): Promise<readonly ComparedMigration[]> {
  const { connection, files, folderNames } = migrator;
  const applied = await readAppliedMigrations(connection);
  return files.flatMap((migrations, index) => {
    const ofFolder = applied.filter(({ folder }) => folder === folderNames[index]);
    return compareFolder(migrations, ofFolder);
  });
}
