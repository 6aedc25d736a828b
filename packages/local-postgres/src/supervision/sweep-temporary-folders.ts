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
  // Repeated, because an initdb that outlives its killed maker may still be writing.
  const how = { recursive: true, force: true, maxRetries: 5, retryDelay: 50 };
  if (found.kind !== 'running') await rm(folder, how);
  // Its folder goes the next time.
  else if (!isAttended(cluster, found.server.pid)) interrupt(found.server.pid);
}

/**
 * Removes temporary clusters that nobody else will: of processes that were killed before their
 * server ran, of crashed machines, and of supervisors that were killed together with their users.
 *
 * @param parent Folder in which temporary clusters lie.
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
    // What cannot be removed now may be another time, and hinders nobody.
    await sweep(folder).catch(() => undefined);
  }
}
