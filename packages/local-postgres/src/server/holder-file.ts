import { randomBytes } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { ClusterFolder } from '../cluster/cluster-folder.js';
import { isAlive } from '../processes/is-alive.js';

/**
 * Writes a file which shows that this process uses the server. Only the waiting time of a process
 * that stops depends on it: the named pipe alone decides how long the server runs.
 */
export async function writeHolderFile(folder: ClusterFolder): Promise<string> {
  const name = `holder.${process.pid}.${randomBytes(4).toString('hex')}`;
  const file = path.join(folder.path, name);
  await writeFile(file, '', { mode: 0o600 });
  return file;
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** Returns the running processes that have written such a file. */
export function holderPids(folder: ClusterFolder): readonly number[] {
  const pids = namesIn(folder.path).map((name) => Number(/^holder\.(\d+)\./.exec(name)?.[1]));
  return [...new Set(pids)].filter((pid) => !Number.isNaN(pid) && isAlive(pid));
}

/** Returns whether a running process has written such a file. */
export function hasHolders(folder: ClusterFolder): boolean {
  return holderPids(folder).length > 0;
}
