import { randomBytes } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { ClusterFolder } from '../cluster/cluster-folder.js';
import { isAlive } from '../processes/is-alive.js';

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

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** Asks whether a living process has left such a note. */
export function hasHolders(folder: ClusterFolder): boolean {
  return namesIn(folder.path).some((name) => {
    const pid = /^holder\.(\d+)\./.exec(name)?.[1];
    return pid !== undefined && isAlive(Number(pid));
  });
}
