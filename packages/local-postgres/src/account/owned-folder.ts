import { chmod, lstat, mkdir } from 'node:fs/promises';
import { LocalPostgresError } from '../errors/local-postgres-error.js';

/**
 * Makes a folder of the current user in a place where anybody may create folders, and refuses one
 * that somebody else has put there or may write in.
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
  // The umask may have taken rights away.
  if (isNew) await chmod(folder, mode);
  const found = await lstat(folder);
  const isOurs = process.geteuid === undefined || found.uid === process.geteuid();
  if (!found.isDirectory() || !isOurs || (found.mode & 0o022) !== 0) {
    throw new LocalPostgresError(
      'LOCAL_POSTGRES_PERMISSION_DENIED',
      `${folder} belongs to somebody else or is open to others, so nothing in it can be trusted. Remove it.`,
    );
  }
}
