import { lstat, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { dataFolder, temporaryFolderMaker } from '../cluster/cluster-folder.js';
import { findServer } from '../processes/find-server.js';
import { interrupt } from '../processes/interrupt.js';
import { isAlive } from '../processes/is-alive.js';
import { isAttended } from './door.js';

async function sweep(folder: string): Promise<void> {
  const cluster = { path: folder, isTemporary: true };
  const found = await findServer(dataFolder(cluster));
  // Repeated, as an initdb whose parent was killed may still be writing.
  const how = { recursive: true, force: true, maxRetries: 5, retryDelay: 50 };
  if (found.kind !== 'running') await rm(folder, how);
  // Its folder is removed the next time.
  else if (!isAttended(cluster, found.server.pid)) interrupt(found.server.pid);
}

/**
 * Removes orphaned temporary clusters: of processes that were killed before their server ran, of
 * crashed machines, and of supervisors that were killed together with their users.
 *
 * @param parent Folder that contains temporary clusters.
 * @param uid Owner of those that may be removed.
 */
export async function sweepTemporaryFolders(
  parent: string,
  uid: number | undefined,
): Promise<void> {
  for (const name of await readdir(parent)) {
    const maker = temporaryFolderMaker(name);
    if (maker === undefined || isAlive(maker)) continue;
    const folder = path.join(parent, name);
    const found = await lstat(folder).catch(() => undefined);
    if (found?.isDirectory() !== true || found.uid !== uid) continue;
    // A folder that cannot be removed now is harmless, and may be removed later.
    await sweep(folder).catch(() => undefined);
  }
}
