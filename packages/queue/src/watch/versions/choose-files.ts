import { compareVersions } from '@wdh/runs';
import type { LoadedVersion } from '../records/find-files.js';
import type { WatchedFile } from '../records/watched-file.js';
import { bySeries } from './by-series.js';

/** Which waiting files are loaded now, and which never; the others continue to wait. */
export interface ChosenFiles {
  /** At most one of each series. */
  readonly submit: readonly WatchedFile[];
  readonly skip: readonly SkippedFile[];
}

/** A file that is not loaded, because a newer version is. */
export interface SkippedFile {
  readonly file: WatchedFile;
  readonly reason: string;
}

/**
 * Chooses the next file of each series: the newest version, or without versions the earliest file.
 * Versions that are older than a loaded one are skipped; others wait for the newest one. A version that
 * failed does not count: the next older one follows it.
 *
 * @param waiting - All waiting files of their series, the earliest first.
 * @param loaded - The versions of these series that were loaded.
 */
export function chooseFiles(
  waiting: readonly WatchedFile[],
  loaded: readonly LoadedVersion[],
): ChosenFiles {
  const submit: WatchedFile[] = [];
  const skip: SkippedFile[] = [];
  const loadedOf = bySeries(loaded);
  for (const [series, files] of bySeries(waiting)) {
    const newest = newestOf(loadedOf.get(series) ?? []);
    const isOld = (file: WatchedFile): boolean => isOlder(file, newest);
    for (const file of files.filter(isOld)) skip.push({ file, reason: reasonOf(file, newest) });
    const others = files.filter((file) => !isOld(file));
    const next = newestOf(others) ?? others[0];
    if (next !== undefined) submit.push(next);
  }
  return { submit, skip };
}

interface Versioned {
  readonly inputVersion: string | null;
  readonly executionId: string;
}

/** Of equal versions, the first. Without versions, null. */
function newestOf<File extends Versioned>(files: readonly File[]): File | null {
  let newest: File | null = null;
  for (const file of files) {
    if (file.inputVersion === null) continue;
    if (newest === null || isOlder(newest, file)) newest = file;
  }
  return newest;
}

function isOlder(file: Versioned, newest: Versioned | null): boolean {
  const [one, other] = [file.inputVersion, newest?.inputVersion ?? null];
  return one !== null && other !== null && compareVersions(one, other) < 0;
}

function reasonOf(file: Versioned, newest: Versioned | null): string {
  return `Version ${file.inputVersion ?? ''} is older than version ${newest?.inputVersion ?? ''}, which run ${newest?.executionId ?? ''} has loaded. Give it a higher version to load it.`;
}
