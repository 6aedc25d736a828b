import { mkdir, readdir, stat, unlink } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { type Logger, silentLogger } from '@wdh/pipeline-core';
import { moveFile, syncFolder } from './durable-files.js';
import { folderError, folderUnusable } from './folder-error.js';
import { type FolderLock, lockFolder } from './folder-lock.js';
import { openEnding, type RecoveredSegment, recoverSegments } from './recover-segments.js';
import { compareSegments, fileNameOf, type SegmentName, segmentNameOf } from './segment-name.js';
import { checkRange, completeSegmentOptions, type SegmentOptions } from './segment-options.js';
import { SegmentWriter } from './segment-writer.js';

/** The options of {@link SegmentFolder.open}. */
export interface SegmentFolderOptions extends Partial<SegmentOptions> {
  /** The folder; it is created if it does not exist. */
  readonly path: string;
  /** The name of the feed: a folder holds the segments of one. */
  readonly feed: string;
  /** Days for which loaded segments are kept; 0 deletes them at once. Default 1. */
  readonly keepDays?: number | undefined;
  /** Default: silent. */
  readonly logger?: Logger | undefined;
  /** Is called when a segment was closed, and waits to be loaded. */
  readonly onClosed?: (() => void) | undefined;
  /** Is called once when writing has failed. */
  readonly onFailure?: ((error: unknown) => void) | undefined;
}

const parts = ['open', 'closed', 'loaded', 'failed'] as const;
type Part = (typeof parts)[number];
const dayMs = 86_400_000;

/**
 * The folder of a capture, locked for this process.
 *
 * A segment is written in `open`, waits in `closed`, and is kept in `loaded` for some days, or in
 * `failed` for good if it cannot be loaded.
 */
export class SegmentFolder implements AsyncDisposable {
  readonly path: string;
  /** What an earlier capture had left open. */
  readonly recovered: readonly RecoveredSegment[];
  readonly writer: SegmentWriter;
  readonly #lock: FolderLock;
  readonly #waiting: string[];
  readonly #keepDays: number;
  readonly #logger: Logger;
  #closing: Promise<void> | null = null;

  private constructor(
    { path, feed, keepDays = 1, logger = silentLogger, ...options }: SegmentFolderOptions,
    lock: FolderLock,
    recovered: readonly RecoveredSegment[],
    known: Readonly<Record<Part, readonly SegmentName[]>>,
  ) {
    this.path = path;
    this.recovered = recovered;
    this.#lock = lock;
    this.#keepDays = keepDays;
    this.#logger = logger;
    this.#waiting = known.closed.toSorted(compareSegments).map(fileNameOf);
    let last =
      parts
        .flatMap((part) => known[part])
        .toSorted(compareSegments)
        .at(-1) ?? null;
    this.writer = new SegmentWriter(
      {
        path,
        next: () => {
          last = nameAfter(last, feed);
          const name = fileNameOf(last);
          return {
            openPath: this.#in('open', `${name}${openEnding}`),
            closedPath: this.#in('closed', name),
          };
        },
        onClosed: (closedPath) => {
          this.#waiting.push(basename(closedPath));
          logger.debug('capture.segment.closed', { segment: basename(closedPath) });
          options.onClosed?.();
        },
        onFailure: (error) => options.onFailure?.(error),
      },
      completeSegmentOptions(options),
    );
  }

  /**
   * Creates, locks and recovers a folder.
   *
   * @throws WdhError `CAPTURE_FOLDER_IN_USE` (locked) that names the process, `CAPTURE_FOLDER_UNUSABLE`
   *   (file), `CAPTURE_OPTION_INVALID` (usage)
   */
  static async open(given: SegmentFolderOptions): Promise<SegmentFolder> {
    completeSegmentOptions(given);
    checkRange('keepDays', given.keepDays ?? 1, 0, 36_500);
    const options = { ...given, path: resolve(given.path) };
    const { path, feed, logger = silentLogger } = options;
    let lock: FolderLock | null = null;
    try {
      await makeFolders(path);
      lock = await lockFolder(path);
      const [open, closed] = [join(path, 'open'), join(path, 'closed')];
      const recovered = await recoverSegments(open, closed, logger);
      const known = await readNames(path);
      expectOneFeed(
        path,
        feed,
        parts.flatMap((part) => known[part]),
      );
      return new SegmentFolder(options, lock, recovered, known);
    } catch (error) {
      await lock?.release();
      throw folderError(error, path);
    }
  }

  /** The paths of the closed segments that are not loaded, from the oldest. */
  get waiting(): readonly string[] {
    return this.#waiting.map((name) => this.#in('closed', name));
  }

  /** Moves a segment that was loaded, and deletes those that were kept long enough. */
  async markLoaded(path: string): Promise<void> {
    try {
      if (this.#keepDays === 0) {
        await unlink(path);
        await syncFolder(join(this.path, 'closed'));
      } else {
        await moveFile(path, this.#in('loaded', basename(path)));
        await this.#deleteOld();
      }
    } catch (error) {
      throw folderError(error, this.path);
    }
    this.#forget(path);
  }

  /** Moves a segment that cannot be loaded, and returns its new path. */
  async markFailed(path: string): Promise<string> {
    const to = this.#in('failed', basename(path));
    await moveFile(path, to).catch((error: unknown) => {
      throw folderError(error, this.path);
    });
    this.#forget(path);
    return to;
  }

  /** Closes the writer, and unlocks the folder. */
  async close(): Promise<void> {
    this.#closing ??= this.writer.close().finally(() => this.#lock.release());
    await this.#closing;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  async #deleteOld(): Promise<void> {
    const before = Date.now() - this.#keepDays * dayMs;
    for (const name of await readdir(join(this.path, 'loaded'))) {
      const segment = segmentNameOf(name);
      if (segment === null || segment.startedAt.getTime() >= before) continue;
      await unlink(this.#in('loaded', name));
      this.#logger.debug('capture.segment.deleted', { segment: name });
    }
  }

  #forget(path: string): void {
    const at = this.#waiting.indexOf(basename(path));
    if (at >= 0) this.#waiting.splice(at, 1);
  }

  #in(part: Part, name: string): string {
    return join(this.path, part, name);
  }
}

/** Names sort by time, also where the clock of the machine is set back. */
function nameAfter(last: SegmentName | null, feed: string): SegmentName {
  const now = Date.now();
  const startedAt = new Date(Math.max(now, last?.startedAt.getTime() ?? now));
  return { feed, startedAt, number: (last?.number ?? 0) + 1 };
}

/** @throws WdhError `CAPTURE_FOLDER_UNUSABLE` if segments cannot be moved between the parts. */
async function makeFolders(path: string): Promise<void> {
  const devices = new Set<number>();
  for (const part of parts) {
    await mkdir(join(path, part), { recursive: true, mode: 0o700 });
    devices.add((await stat(join(path, part))).dev);
  }
  if (devices.size === 1) return;
  throw folderUnusable(
    `The folders ${parts.join(', ')} of ${path} are on different disks, between which a segment cannot be moved in one step. Choose a folder that is on one disk.`,
  );
}

async function readNames(path: string) {
  const [open, closed, loaded, failed] = await Promise.all(
    parts.map(async (part) => {
      const files = await readdir(join(path, part));
      return files.map(segmentNameOf).filter((name) => name !== null);
    }),
  );
  return { open: open ?? [], closed: closed ?? [], loaded: loaded ?? [], failed: failed ?? [] };
}

function expectOneFeed(path: string, feed: string, names: readonly SegmentName[]): void {
  const other = names.find((name) => name.feed !== feed)?.feed;
  if (other === undefined) return;
  throw folderUnusable(
    `The folder ${path} holds segments of the feed ${other}. Choose another one for ${feed}.`,
  );
}
