import { chmod, lstat, mkdir } from 'node:fs/promises';
import { LocalPostgresError } from '../errors/local-postgres-error.js';

/**
 * Creates a folder of the current user in a world-writable folder, and refuses an existing one that
 * has another owner or is writable for others.
 *
 * @throws LocalPostgresError `LOCAL_POSTGRES_PERMISSION_DENIED`
 */
export async function ownedFolder(folder: string, mode: number): Promise<void> {
  const isNew = await mkdir(folder, { mode }).then(
    () => true,
    (error: unknown) => {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
      throw error;
    },
  );
  // The umask may have removed permissions.
  if (isNew) await chmod(folder, mode);
  const found = await lstat(folder);
  const isOurs = process.geteuid === undefined || found.uid === process.geteuid();
  if (!found.isDirectory() || !isOurs || (found.mode & 0o022) !== 0) {
    throw new LocalPostgresError(
      'LOCAL_POSTGRES_PERMISSION_DENIED',
      `${folder} belongs to another user or is accessible to others, so its content cannot be trusted. Remove it.`,
    );
  }
}
