import { migrateUp, type MigrationFolder } from '@wdh/migrations';
import { auditMigrations } from '@wdh/runs';

/** Creates the tables of runs and of the console, or brings them to this version. */
export async function migrateConsole(
  connectionUrl: string,
  consoleMigrations: MigrationFolder,
): Promise<void> {
  await migrateUp({ connectionUrl, folders: [auditMigrations, consoleMigrations] });
}
