import { open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Makes new names in a folder, and removed ones, survive a power failure; see fsync(2). */
export async function syncFolder(path: string): Promise<void> {
  // Windows cannot open a folder, and does not need to flush it.
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/**
 * Moves a file within one file system: after a crash it has its old name or its new one, see
 * rename(2).
 */
export async function moveFile(from: string, to: string): Promise<void> {
  await rename(from, to);
  await syncFolder(dirname(to));
  await syncFolder(dirname(from));
}
