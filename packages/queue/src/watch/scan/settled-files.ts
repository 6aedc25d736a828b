import { type FileVersion, isSameVersion } from './file-version.js';
import type { FoundFile } from './scan-folder.js';

interface Observation {
  readonly version: FileVersion;
  /** When this version was first seen, in milliseconds of a clock that only runs forward. */
  readonly since: number;
}

/** Decides which files are complete: unchanged for a time, or marked. */
export class SettledFiles {
  readonly #settleMs: number;
  #observed: ReadonlyMap<string, Observation> = new Map();

  /** @param settleMs - Infinity: only marked files are complete. */
  constructor(settleMs: number) {
    this.#settleMs = settleMs;
  }

  /** Whether a file was seen that is not complete yet. */
  get isWaiting(): boolean {
    return this.#observed.size > 0;
  }

  /**
   * Takes what a scan found, and returns the files that are complete. Those of earlier scans that it
   * did not find are forgotten.
   *
   * @param nowMs - The time of the scan, of a clock that only runs forward.
   */
  update(found: readonly FoundFile[], nowMs: number): readonly FoundFile[] {
    const observed = new Map<string, Observation>();
    const settled = found.filter((file) => {
      const key = file.name.toString('latin1');
      const before = this.#observed.get(key);
      const isSame = before !== undefined && isSameVersion(before.version, file.version);
      const since = isSame ? before.since : nowMs;
      const isComplete = file.isMarked || nowMs - since >= this.#settleMs;
      // One that cannot be taken yet, because an error interferes, stays complete.
      observed.set(key, { version: file.version, since });
      return isComplete;
    });
    this.#observed = observed;
    return settled;
  }
}
