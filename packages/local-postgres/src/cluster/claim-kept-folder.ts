import { chmod, chown, mkdir, readdir, readFile, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { canAccess } from '../account/can-access.js';
import { ownedFolder } from '../account/owned-folder.js';
import type { ServerAccount } from '../account/server-account.js';
import { majorVersion } from '../binaries/platform-package.js';
import { explainFailure } from '../errors/explain-failure.js';
import { LocalPostgresError } from '../errors/local-postgres-error.js';
import { type ClaimedFolder, isClusterEntry } from './cluster-folder.js';
import { findKeptPlace, replacementParent } from './kept-place.js';

async function makeFolder(folder: string, account: ServerAccount): Promise<void> {
  const first = await mkdir(folder, { recursive: true });
  const { ids } = account;
  if (first !== undefined) {
    await chmod(folder, 0o700);
    // The server's account must be able to traverse a folder created by root, whatever the umask.
    let made = path.dirname(folder);
    while (ids !== undefined && made.length >= first.length) {
      await chmod(made, 0o755);
      made = path.dirname(made);
    }
  }
  if (ids !== undefined) await chown(folder, ids.uid, ids.gid);
}

/** Throws for a folder that contains other files. */
async function refuseForeign(folder: string, serverMajor: number): Promise<void> {
  const found = await stat(folder).catch(() => undefined);
  if (found === undefined) return;
  if (!found.isDirectory()) {
    throw new LocalPostgresError(
      'LOCAL_POSTGRES_DATA_DIR_FOREIGN',
      `${folder} is not a folder. Choose a new or empty folder as data directory.`,
    );
  }
  const entries = await readdir(folder);
  const madeBy = await readFile(path.join(folder, 'PG_VERSION'), 'utf8').catch(() => undefined);
  if (madeBy !== undefined && majorVersion(madeBy) !== serverMajor) {
    throw new LocalPostgresError(
      'LOCAL_POSTGRES_VERSION_MISMATCH',
      `${folder} contains data of PostgreSQL ${madeBy.trim()}, and this server is ${serverMajor}. Choose another data directory, or move the data by dump and restore.`,
    );
  }
  const strange = entries.find((name) => !isClusterEntry(name));
  if (strange === undefined || entries.includes('data')) return;
  throw new LocalPostgresError(
    'LOCAL_POSTGRES_DATA_DIR_FOREIGN',
    `${folder} is not empty (it contains "${strange}") and was not created by this package. Choose an empty or new folder as data directory.`,
  );
}

/** The messages of the C library for file system errors, as printed by the server. */
function describeSystemError(error: unknown): string {
  const words: Readonly<Record<string, string>> = {
    EACCES: 'Permission denied',
    EPERM: 'Operation not permitted',
    EROFS: 'Read-only file system',
    ENOSPC: 'No space left on device',
    EDQUOT: 'Disk quota exceeded',
  };
  const { code, message } = error as NodeJS.ErrnoException;
  return `${message}\n${code === undefined ? '' : (words[code] ?? code)}`;
}

async function claim(
  requested: string,
  serverMajor: number,
  onLog: (line: string) => void,
): Promise<ClaimedFolder> {
  await refuseForeign(path.resolve(requested), serverMajor);
  const { folder, account, isReplacement } = await findKeptPlace(requested);
  if (isReplacement) {
    await ownedFolder(replacementParent(), 0o755);
    onLog(
      `PostgreSQL's data for ${requested} is stored in ${folder}, which ${account.name} can access`,
    );
    await refuseForeign(folder, serverMajor);
  }
  await makeFolder(folder, account);
  if (!(await canAccess(account, 'w', folder))) {
    throw new LocalPostgresError(
      'LOCAL_POSTGRES_PERMISSION_DENIED',
      `${account.name} may not write in the data directory ${folder}. Choose another one, or remove it if an earlier run under another user created it.`,
    );
  }
  return { folder: { path: await realpath(folder), isTemporary: false }, account };
}

/**
 * Creates or finds the folder of a kept cluster. Where the server's account cannot access it (root,
 * in a folder of mode 0700), a folder in /var/tmp with a name derived from it is used instead.
 *
 * @throws LocalPostgresError `LOCAL_POSTGRES_PERMISSION_DENIED`, `LOCAL_POSTGRES_DISK_FULL`,
 * `LOCAL_POSTGRES_DATA_DIR_FOREIGN`, `LOCAL_POSTGRES_VERSION_MISMATCH`, `LOCAL_POSTGRES_NO_ACCOUNT`
 */
export async function claimKeptFolder(
  requested: string,
  serverMajor: number,
  onLog: (line: string) => void,
): Promise<ClaimedFolder> {
  try {
    return await claim(requested, serverMajor, onLog);
  } catch (error) {
    if (error instanceof LocalPostgresError) throw error;
    const what = `Using ${requested} as data directory failed`;
    throw explainFailure(what, describeSystemError(error), error);
  }
}
