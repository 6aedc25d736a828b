import { randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Writable } from 'node:stream';
import { expectPath, writeError } from './file-errors.js';
import { expectReplaceable } from './protected-files.js';

/** Outputs contain data of a load: only their owner may read them, whatever the umask is. */
const ownerOnly = 0o600;

/**
 * Writes a file to `target` completely or not at all: `fill` writes to a temporary file beside it
 * and closes it; the file is flushed to disk and then renamed. A previous file stays until then,
 * and stays when anything fails.
 *
 * The temporary file has a random name and must not exist before (`O_EXCL`), so that a link planted
 * in the folder is not followed; nor is a link at `target`. Only its owner may read the file.
 *
 * @param neverOverwrite - Files that must not be overwritten, under any name and through any link.
 * @throws WdhError `FILE_NOT_WRITABLE`, `NOT_A_FILE` (file), `WOULD_OVERWRITE_INPUT`,
 * `PROTECTED_FILE` (usage), and any error of `fill`
 */
export async function replaceFile(
  target: string,
  neverOverwrite: readonly string[],
  fill: (out: Writable) => Promise<void>,
): Promise<void> {
  expectPath(target);
  // Contains no part of the target's name, which may already have the maximum length.
  const temporary = join(dirname(target), `.wdh-${randomUUID()}.tmp`);
  try {
    await expectReplaceable(target, neverOverwrite);
    await fillFile(temporary, fill);
    // An input may have been put there meanwhile.
    await expectReplaceable(target, neverOverwrite);
    await rename(temporary, target);
    await flushFolder(dirname(target));
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw writeError(error, target);
  }
}

/**
 * The file is created before anything is written: a stream that creates it itself may still do so
 * after it was destroyed, and would leave a file that was already removed.
 */
async function fillFile(path: string, fill: (out: Writable) => Promise<void>): Promise<void> {
  const file = await open(path, 'wx', ownerOnly);
  const out = file.createWriteStream({ flush: true });
  const closed = new Promise<void>((resolve) => out.once('close', resolve));
  try {
    await fill(out);
  } finally {
    out.destroy();
    await closed;
  }
}

/** Makes the rename itself durable against a power failure: see rename(2), fsync(2). */
async function flushFolder(path: string): Promise<void> {
  // Windows cannot open a folder, and does not need to flush it.
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
