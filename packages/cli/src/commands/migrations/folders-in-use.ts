import { migrationStatus, type MigrationFolder } from '@wdh/migrations';

/** Returns a folder of migrations of which a database has some; none otherwise. */
export async function foldersInUse(
  connectionUrl: string,
  folder: MigrationFolder,
): Promise<readonly MigrationFolder[]> {
  const folders = [folder];
  const states = await migrationStatus({ connectionUrl, folders });
  return states.every(({ state }) => state === 'pending') ? [] : folders;
}
