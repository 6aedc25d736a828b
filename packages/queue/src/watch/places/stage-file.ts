import { randomUUID } from 'node:crypto';
import { link, mkdir, rename, rmdir, unlink } from 'node:fs/promises';
import { fileVersion, isSameVersion } from '../scan/file-version.js';
import { doneEnding } from '../scan/is-temporary-name.js';
import { pathIn } from '../scan/path-in.js';
import type { FoundFile } from '../scan/scan-folder.js';
import { errnoOf, statsAt } from '../scan/stats-at.js';
import type { WatchPlaces } from './watch-places.js';

/**
 * Moves a complete file to the folder of a new run, and returns the id of the run: of several
 * watchers that try, one succeeds. A file that is dropped afterwards under that name is another one.
 *
 * @returns null if another watcher has the file, or it was changed since it was found.
 * @throws an error of the operating system, such as EACCES.
 */
export async function stageFile(places: WatchPlaces, file: FoundFile): Promise<string | null> {
  const executionId = randomUUID();
  const staging = places.staging(executionId);
  const staged = places.staged({ executionId, name: file.name });
  const dropped = pathIn(places.folder, file.name);
  await mkdir(staging, { recursive: true });
  try {
    await rename(dropped, staged);
  } catch (error) {
    await rmdir(staging).catch(() => undefined);
    if (errnoOf(error) === 'ENOENT') return null;
    throw error;
  }
  const stats = await statsAt(staged);
  if (stats?.isFile() === true && isSameVersion(fileVersion(stats), file.version)) {
    // One that stays is older than the next file of this name, which it does not mark.
    const marker = pathIn(places.folder, file.name, doneEnding);
    if (file.isMarked) await unlink(marker).catch(() => undefined);
    return executionId;
  }
  await putBack(staged, dropped, staging);
  return null;
}

/**
 * Puts a file back that was changed between scan and move. If another file has its name meanwhile, it
 * stays where it is: files there without a run are registered when they are complete.
 */
async function putBack(staged: string, dropped: Buffer, staging: string): Promise<void> {
  try {
    // Unlike a move, a link replaces nothing.
    await link(staged, dropped);
    await unlink(staged);
    await rmdir(staging);
  } catch {
    return;
  }
}
