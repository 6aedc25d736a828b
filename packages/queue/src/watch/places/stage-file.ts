import { randomUUID } from 'node:crypto';
import { access, constants, link, mkdir, rename, rmdir, unlink } from 'node:fs/promises';
import { WdhError } from '@wdh/pipeline-core';
import { fileVersion, isSameVersion } from '../scan/file-version.js';
import { doneEnding } from '../scan/is-temporary-name.js';
import { pathIn } from '../scan/path-in.js';
import type { FoundFile } from '../scan/scan-folder.js';
import { errnoOf, statsAt } from '../scan/stats-at.js';
import { stagedName } from './staged-name.js';
import type { WatchPlaces } from './watch-places.js';

/**
 * Moves a complete file to the folder of a new run, and returns the id of the run: of several
 * watchers that try, one succeeds. A file that is dropped afterwards under that name is another one.
 *
 * @returns null if another watcher has the file, or it was changed since it was found.
 * @throws WdhError `WATCH_FILE_STUCK` if the file cannot be moved; errors of the operating system.
 */
export async function stageFile(places: WatchPlaces, file: FoundFile): Promise<string | null> {
  const executionId = randomUUID();
  const staging = places.staging(executionId);
  const staged = places.staged({ executionId, name: file.name });
  const dropped = pathIn(places.folder, file.name);
  await makeFolder(places, staging);
  try {
    await rename(dropped, staged);
  } catch (error) {
    await rmdir(staging).catch(() => undefined);
    if (errnoOf(error) === 'ENOENT') return null;
    throw stuckFile(places, file, error);
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

async function makeFolder({ folder }: WatchPlaces, path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true });
  } catch (error) {
    // Where the disk is read-only it is ENOENT, and this rejects with the reason.
    await access(folder, constants.W_OK);
    throw error;
  }
}

function stuckFile(places: WatchPlaces, { name }: FoundFile, error: unknown): WdhError {
  const errno = errnoOf(error) ?? String(error);
  const advice =
    errno === 'EXDEV'
      ? 'That folder must lie in the watched folder itself, on the same file system: remove the link or mount'
      : 'Give this user permission to rename it, or remove it';
  return new WdhError(
    `The file ${JSON.stringify(stagedName(name))} in the watched folder ${places.folder} cannot be moved to ${places.loading} (${errno}). ${advice}; it is tried again until then, and other files are loaded meanwhile.`,
    { code: 'WATCH_FILE_STUCK', category: 'file', isRetryable: true, cause: error },
  );
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
