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
 * Older versions are skipped. A version that failed does not count: an older one may follow it.
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
    const newest = newestOf([...files, ...(loadedOf.get(series) ?? [])]);
    const isOld = (file: WatchedFile): boolean => isOlder(file, newest);
    for (const file of files.filter(isOld)) skip.push({ file, reason: reasonOf(file, newest) });
    const next = files.find((file) => !isOld(file));
    if (next !== undefined) submit.push(next);
  }
  return { submit, skip };
}

interface Versioned {
  readonly inputVersion: string | null;
  readonly executionId: string;
}

/** Of equal versions, the first. Without versions, null. */
function newestOf(files: readonly Versioned[]): Versioned | null {
  let newest: Versioned | null = null;
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
  return `Version ${file.inputVersion ?? ''} is older than version ${newest?.inputVersion ?? ''}, which run ${newest?.executionId ?? ''} loads or has loaded. Give it a higher version to load it.`;
}
