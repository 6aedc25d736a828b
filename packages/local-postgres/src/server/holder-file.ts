import { randomBytes } from 'node:crypto';
import { readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { ClusterFolder } from '../cluster/cluster-folder.js';
import { isAlive } from './is-alive.js';

/**
 * Leaves a note that this process uses the server. Nothing depends on it but how long a process
 * that stops waits: the door alone decides how long the server lives.
 */
export async function writeHolderFile(folder: ClusterFolder): Promise<string> {
  const name = `holder.${process.pid}.${randomBytes(4).toString('hex')}`;
  const file = path.join(folder.path, name);
  await writeFile(file, '', { mode: 0o600 });
  return file;
}

/** Asks whether a living process has left such a note. */
export async function hasHolders(folder: ClusterFolder): Promise<boolean> {
  const names = await readdir(folder.path).catch(() => []);
  return names.some((name) => {
    const pid = /^holder\.(\d+)\./.exec(name)?.[1];
    return pid !== undefined && isAlive(Number(pid));
  });
}
