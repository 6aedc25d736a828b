import type { Dirent } from 'node:fs';
import { opendir, readdir, rmdir } from 'node:fs/promises';
import { fileVersion } from '../scan/file-version.js';
import { pathIn } from '../scan/path-in.js';
import type { FoundFile } from '../scan/scan-folder.js';
import { errnoOf, statsAt } from '../scan/stats-at.js';
import { rejectsName, reportName } from './staged-name.js';
import type { WatchPlaces } from './watch-places.js';

const uuid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/;

/** Returns the ids of the runs that have a folder for a file that is loaded. */
export async function stagedRuns(places: WatchPlaces): Promise<readonly string[]> {
  try {
    const names: string[] = [];
    for await (const { name } of await opendir(places.loading)) {
      if (uuid.test(name)) names.push(name);
    }
    return names;
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return [];
    throw error;
  }
}

/** Returns the file in the folder of a run; null if there is none, whose folder is removed. */
export async function stagedFile(
  places: WatchPlaces,
  executionId: string,
): Promise<FoundFile | null> {
  const staging = places.staging(executionId);
  try {
    const entries: Dirent<Buffer>[] = await readdir(staging, {
      encoding: 'buffer',
      withFileTypes: true,
    });
    const [entry] = entries.filter(
      ({ name }) => ![reportName, rejectsName].includes(name.toString('utf8')),
    );
    if (entry === undefined) {
      // Fails if it is not empty.
      await rmdir(staging).catch(() => undefined);
      return null;
    }
    const stats = await statsAt(pathIn(staging, entry.name));
    if (stats?.isFile() !== true) return null;
    return { name: entry.name, version: fileVersion(stats), isMarked: false };
  } catch (error) {
    // Another watcher has put it away.
    if (errnoOf(error) === 'ENOENT') return null;
    throw error;
  }
}
