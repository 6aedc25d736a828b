import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { InputFolder } from '@wdh/job';

/** What the name of a file begins with while it is uploaded: hidden, also from watched folders. */
export const temporaryPrefix = '.wdh-upload-';

/** After this time without a byte, an upload is one of a console that was killed. */
const deadAfterMs = 24 * 3_600_000;

/**
 * Prepares the folders that take uploads: creates those that are missing, and removes what uploads to killed
 * consoles have left. What is not possible is reported by the first list or upload.
 */
export async function prepareFolders(folders: readonly InputFolder[]): Promise<void> {
  for (const { folder, uploads } of folders) {
    if (!uploads) continue;
    await mkdir(folder, { recursive: true }).catch(() => undefined);
    const names = await readdir(folder).catch(() => []);
    for (const name of names) {
      if (name.startsWith(temporaryPrefix)) await removeIfDead(join(folder, name));
    }
  }
}

async function removeIfDead(path: string): Promise<void> {
  const stats = await stat(path).catch(() => null);
  if (stats === null || Date.now() - stats.mtimeMs < deadAfterMs) return;
  await rm(path, { force: true }).catch(() => undefined);
}
