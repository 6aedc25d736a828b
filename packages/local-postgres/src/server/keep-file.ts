import { existsSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { ClusterFolder } from '../cluster/cluster-folder.js';

function keepFile(folder: ClusterFolder, serverPid: number): string {
  return path.join(folder.path, `keep.${serverPid}`);
}

/** Writes the file by which the server with that pid keeps running without users. */
export async function writeKeepFile(folder: ClusterFolder, serverPid: number): Promise<void> {
  await writeFile(keepFile(folder, serverPid), '', { mode: 0o600 });
}

/** Removes that file; the server then stops with its last user. */
export async function removeKeepFile(folder: ClusterFolder, serverPid: number): Promise<void> {
  await rm(keepFile(folder, serverPid), { force: true });
}

/** Returns whether the server with that pid keeps running without users. */
export function isKept(folder: ClusterFolder, serverPid: number): boolean {
  return existsSync(keepFile(folder, serverPid));
}
