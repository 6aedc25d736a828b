import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Writable } from 'node:stream';
import { expectPath, writeError } from './file-errors.js';
import { expectReplaceable } from './protected-files.js';

/** Outputs hold data of a load: their owner alone reads them, whatever the umask is. */
const ownerOnly = 0o600;

/**
 * Puts a file at `target`, whole or not at all: `fill` writes to a temporary file beside it and
 * ends it; it is flushed to disk and then renamed. Whatever stood there before stays until then,
 * and stays when anything fails.
 *
 * The temporary file has a random name and is made by this call or not at all (`O_EXCL`), so that no
 * link planted in the folder is followed; nor is one at `target`. Only its owner may read the file.
 *
 * @param neverOverwrite - Files that must survive, under any name and through any link.
 * @throws WdhError `FILE_NOT_WRITABLE`, `NOT_A_FILE` (file), `WOULD_OVERWRITE_INPUT`,
 *   `PROTECTED_FILE` (usage), and whatever `fill` throws
 */
export async function replaceFile(
  target: string,
  neverOverwrite: readonly string[],
  fill: (out: Writable) => Promise<void>,
): Promise<void> {
  expectPath(target);
  // No part of the target's name, which may be as long as the file system takes.
  const temporary = join(dirname(target), `.wdh-${randomUUID()}.tmp`);
  try {
    await expectReplaceable(target, neverOverwrite);
    await fill(createWriteStream(temporary, { flags: 'wx', flush: true, mode: ownerOnly }));
    // Somebody may have put an input there meanwhile.
    await expectReplaceable(target, neverOverwrite);
    await rename(temporary, target);
    await flushFolder(dirname(target));
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw writeError(error, target);
  }
}

/** Makes the renaming itself survive a power cut: see rename(2), fsync(2). */
async function flushFolder(path: string): Promise<void> {
  // Windows cannot open a folder, and needs no flush of it.
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
