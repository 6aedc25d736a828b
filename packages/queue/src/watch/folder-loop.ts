import { setTimeout } from 'node:timers/promises';
import { finishFiles } from './finish-files.js';
import { isSameVersion, type FileVersion } from './scan/file-version.js';
import { type FoundFile, scanFolder } from './scan/scan-folder.js';
import { SettledFiles } from './scan/settled-files.js';
import { submitFiles } from './submit-files.js';
import { adoptFiles, takeFiles } from './take-files.js';
import { WatchOutage } from './watch-outage.js';
import type { WatchedFolder } from './watched-folder.js';

/** Pause between two scans while files settle or are loaded, and while nothing happens. */
const pauseMs = { active: 250, idle: 750, failed: 1_000, most: 30_000 } as const;

/** A scan that takes long is followed by a longer pause: an idle watch costs a hundredth of a core. */
const pauseShare = { active: 4, open: 10, idle: 100 } as const;

/** Files of one scan: the others are found when these are gone. It bounds the memory. */
const scanLimit = 20_000;

/** How often it is asked whether a run has ended. */
const finishEveryMs = 750;

/** How often files are looked for that a watcher has left between two steps. */
const adoptEveryMs = 15_000;

/** An interrupted copy that was moved is complete after this time, where only marked files are. */
const mostSettleMs = 10_000;

/** Watches one folder: scans it again and again, takes its files, and puts them away. */
export class FolderLoop {
  readonly #folder: WatchedFolder;
  readonly #settled: SettledFiles;
  readonly #adopted: SettledFiles;
  readonly #scanning: WatchOutage;
  readonly #finishing: WatchOutage;
  /** The files that stay in the folder, and have been taken, by name. */
  #known: ReadonlyMap<string, FileVersion> = new Map();
  #adoptAtMs = 0;
  #finishAtMs = 0;
  #finishAfter = '0';
  #submitAtMs = 0;
  #isOpen = true;

  constructor(folder: WatchedFolder) {
    const { watch, logger } = folder;
    this.#folder = folder;
    this.#settled = new SettledFiles(watch.settleMs);
    this.#adopted = new SettledFiles(Math.min(watch.settleMs, mostSettleMs));
    this.#scanning = new WatchOutage(watch.folder, logger);
    this.#finishing = new WatchOutage(watch.folder, logger);
  }

  get name(): string {
    return this.#folder.watch.name;
  }

  /** Notes whether any of its files is on its way. */
  noteOpen(isOpen: boolean): void {
    this.#isOpen = isOpen;
  }

  /** Works until the signal is raised. An error is logged, and the work is tried again. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const pause = await this.#pass(signal);
      await setTimeout(pause, undefined, { signal }).catch(() => undefined);
    }
  }

  /** Does what can be done now, and returns the pause until the next time, in milliseconds. */
  async #pass(signal: AbortSignal): Promise<number> {
    const beganMs = performance.now();
    let isActive = false;
    try {
      isActive = await this.#take(signal);
      this.#scanning.ended();
    } catch (error) {
      if (!signal.aborted) this.#scanning.failed(error);
    }
    const tookMs = performance.now() - beganMs;
    // Files are put away also where none can be taken.
    if (this.#isOpen && (await this.#finish(signal))) return 0;
    if (isActive) return Math.max(pauseMs.active, pauseShare.active * tookMs);
    const share = this.#isOpen ? pauseShare.open : pauseShare.idle;
    const least = this.#scanning.isOver ? pauseMs.idle : pauseMs.failed;
    return Math.min(Math.max(least, share * tookMs), pauseMs.most);
  }

  /** Takes the files that are complete, and returns whether others are not yet. */
  async #take(signal: AbortSignal): Promise<boolean> {
    const { watch, places, isKeeping, isStaged, isWanted } = this.#folder;
    const limit = isKeeping ? Infinity : scanLimit;
    const found = await scanFolder(places.folder, { limit, isWanted });
    const nowMs = performance.now();
    const fresh = found.filter((file) => !this.#isKnown(file));
    const settled = this.#settled.update(fresh, nowMs);
    let stuck: Error | null = null;
    if (settled.length > 0) {
      this.#isOpen = true;
      const { staying, error } = await takeFiles(this.#folder, settled, signal);
      this.#remember(found, staying);
      stuck = error;
    } else if (this.#known.size > 0) this.#remember(found, []);
    if (isStaged && nowMs >= this.#adoptAtMs) await this.#adopt();
    if (stuck !== null) throw stuck;
    // Without a time, a file may wait for its marker for ever.
    return fresh.length > 0 && watch.settleMs < Infinity;
  }

  /** Files that are not complete yet are looked at again soon. */
  async #adopt(): Promise<void> {
    const nowMs = performance.now();
    await adoptFiles(this.#folder, this.#adopted, nowMs);
    this.#adoptAtMs = nowMs + (this.#adopted.isWaiting ? pauseMs.active : adoptEveryMs);
  }

  /** Puts files away, and returns whether there may be more of them. */
  async #finish(signal: AbortSignal): Promise<boolean> {
    const nowMs = performance.now();
    if (nowMs < this.#finishAtMs) return false;
    this.#finishAtMs = nowMs + finishEveryMs;
    try {
      const isBusy = await this.#finishSome(nowMs);
      if (isBusy) this.#finishAtMs = 0;
      return isBusy;
    } catch (error) {
      // An outage that the scan has logged is one for both.
      if (!signal.aborted && this.#scanning.isOver) this.#finishing.failed(error);
      return false;
    }
  }

  async #finishSome(nowMs: number): Promise<boolean> {
    const { changed, error, stuckAt } = await finishFiles(this.#folder, this.#finishAfter);
    this.#finishAfter = stuckAt;
    // The next of a series waits for one that was put away, also by a watcher that has ended since.
    if (changed > 0 || nowMs >= this.#submitAtMs) {
      this.#submitAtMs = nowMs + adoptEveryMs;
      const { queue } = this.#folder;
      await queue.transact((on) => submitFiles(on, this.#folder));
    }
    if (error !== null) throw error;
    this.#finishing.ended();
    return changed > 0;
  }

  #isKnown({ name, version }: FoundFile): boolean {
    const known = this.#known.get(name.toString('latin1'));
    return known !== undefined && isSameVersion(known, version);
  }

  /** Remembers the files that stay, as long as they are in the folder. */
  #remember(found: readonly FoundFile[], staying: readonly FoundFile[]): void {
    const kept = [...found.filter((file) => this.#isKnown(file)), ...staying];
    this.#known = new Map(kept.map(({ name, version }) => [name.toString('latin1'), version]));
  }
}
