import { isUtf8 } from 'node:buffer';
import { link, mkdir, rename, rm, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { WdhError } from '@wdh/pipeline-core';
import { pathIn } from '../scan/path-in.js';
import { errnoOf, statsAt } from '../scan/stats-at.js';
import { stagedName } from './staged-name.js';
import type { EndPlace, PlacedFile, WatchPlaces } from './watch-places.js';

/**
 * Moves the folder of a run, with the file and what was written beside it, to where it stays. A call
 * that is repeated finishes what an earlier one began.
 *
 * @returns whether the file is there; it is not, if somebody has removed it.
 * @throws WdhError `WATCH_FOLDER_UNAVAILABLE`, and errors of the operating system.
 */
export async function putAway(
  places: WatchPlaces,
  place: EndPlace,
  file: PlacedFile,
): Promise<boolean> {
  const ended = places.ended(place, file);
  const staging = places.staging(file.executionId);
  if ((await statsAt(staging)) === null) return isGoneFrom(places, ended);
  await mkdir(join(ended, '..'), { recursive: true });
  await giveNameBack(staging, file.name);
  await rename(staging, ended);
  return true;
}

/** A file that could not have its own name while it was loaded gets it again. */
async function giveNameBack(staging: string, name: Buffer): Promise<void> {
  if (isUtf8(name)) return;
  await rename(join(staging, stagedName(name)), pathIn(staging, name)).catch((error: unknown) => {
    // An earlier call has done it.
    if (errnoOf(error) !== 'ENOENT') throw error;
  });
}

/** Whether a file that is not where it was loaded was put away before. */
async function isGoneFrom(places: WatchPlaces, ended: string): Promise<boolean> {
  if ((await statsAt(ended)) !== null) return true;
  // Without the folder of all runs, the whole folder may be missing for a while.
  if ((await statsAt(places.loading)) !== null) return false;
  throw new WdhError(
    `The watched folder ${places.folder} has no folder loading, with files of runs in it. Is it mounted? Mount it, or create the folder if the files were removed on purpose.`,
    { code: 'WATCH_FOLDER_UNAVAILABLE', category: 'file', isRetryable: true },
  );
}

/**
 * Puts a file back to where it was dropped. A call that is repeated finishes what an earlier one began.
 *
 * @returns false if another file has its name meanwhile; then it stays where it was loaded.
 */
export async function putBack(places: WatchPlaces, file: PlacedFile): Promise<boolean> {
  const staged = places.staged(file);
  const dropped = pathIn(places.folder, file.name);
  const stats = await statsAt(staged);
  if (stats !== null) {
    try {
      // Unlike a move, a link replaces nothing.
      await link(staged, dropped);
    } catch (error) {
      if (errnoOf(error) !== 'EEXIST') throw error;
      const there = await statsAt(dropped);
      if (there?.ino !== stats.ino || there.dev !== stats.dev) return false;
    }
    await unlink(staged);
  }
  await rm(places.staging(file.executionId), { recursive: true, force: true });
  return true;
}

/** Moves a file that was put away back to where files are loaded, for another attempt of its run. */
export async function takeOut(places: WatchPlaces, file: PlacedFile): Promise<void> {
  const staging = places.staging(file.executionId);
  if ((await statsAt(staging)) !== null) return;
  for (const place of ['failed', 'loaded'] as const) {
    const ended = places.ended(place, file);
    if ((await statsAt(ended)) === null) continue;
    await mkdir(places.loading, { recursive: true });
    await rename(ended, staging);
    if (!isUtf8(file.name)) {
      const named = pathIn(staging, file.name);
      if ((await statsAt(named)) !== null) await rename(named, places.staged(file));
    }
    return;
  }
}

/** Moves a file that was put back to where files are loaded again, for another attempt of its run. */
export async function stageAgain(places: WatchPlaces, file: PlacedFile): Promise<void> {
  await mkdir(places.staging(file.executionId), { recursive: true });
  await rename(pathIn(places.folder, file.name), places.staged(file));
}
