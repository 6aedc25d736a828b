import { basename } from 'node:path';
import { type Logger, silentLogger, WdhError } from '@wdh/pipeline-core';
import type { SegmentFolder } from './segment-folder.js';

/** What loads segments, and how. */
export interface SegmentLoadsOptions {
  readonly folder: SegmentFolder;
  /** Loads a segment; a second call with the same content must change nothing. */
  readonly load: (path: string) => Promise<void>;
  /** The wait before the first repetition; it doubles with each one. Default 1,000. */
  readonly backoffMs?: number | undefined;
  /** The longest wait. Default 30,000. */
  readonly maxBackoffMs?: number | undefined;
  /** Default: silent. */
  readonly logger?: Logger | undefined;
}

/** The number of segments by outcome. */
export interface SegmentCounts {
  readonly loaded: number;
  /** Could not be loaded for what they contain: they are in the folder `failed`. */
  readonly failed: number;
}

/**
 * Loads the closed segments of a folder, one at a time, from the oldest, while it is written to.
 *
 * - Without the database, while it accepts no writes, and while a lock is held, a load is repeated
 *   until it succeeds.
 * - A segment whose content fails as a whole (category `data`) is moved to `failed`, and the next one
 *   is loaded.
 * - Any other error ends the loading. The segment waits for the next capture.
 */
export class SegmentLoads {
  readonly #options: SegmentLoadsOptions;
  readonly #logger: Logger;
  #isFinishing = false;
  #wake: () => void = () => undefined;
  #loaded = 0;
  #failed = 0;
  #problem: Error | null = null;

  constructor(options: SegmentLoadsOptions) {
    this.#options = options;
    this.#logger = options.logger ?? silentLogger;
  }

  get counts(): SegmentCounts {
    return { loaded: this.#loaded, failed: this.#failed };
  }

  /** Why the oldest segment waits to be loaded again; null if it does not. */
  get problem(): Error | null {
    return this.#problem;
  }

  /** Looks for closed segments: call it when one was closed. */
  readonly look = (): void => {
    this.#wake();
  };

  /** Loads what is left, and then ends; a load that fails from now on is not repeated. */
  finish(): void {
    this.#isFinishing = true;
    this.#wake();
  }

  /**
   * Loads until {@link finish}.
   *
   * @throws the error of a load that is not repeated
   */
  async run(): Promise<void> {
    for (;;) {
      const [path] = this.#options.folder.waiting;
      if (path !== undefined) await this.#loadUntilDone(path);
      else if (this.#isFinishing) return;
      else await this.#wait(null);
    }
  }

  async #loadUntilDone(path: string): Promise<void> {
    const { backoffMs = 1_000, maxBackoffMs = 30_000 } = this.#options;
    for (let waitMs = backoffMs; ; waitMs = Math.min(2 * waitMs, maxBackoffMs)) {
      // A load that began before the end was asked for may be tried once more.
      const isLast = this.#isFinishing;
      const error = await this.#loadOnce(path);
      this.#problem = error;
      if (error === null) return;
      if (isLast || !canPass(error)) throw error;
      this.#logger.warn('capture.load.waiting', {
        segment: basename(path),
        code: codeOf(error),
        waitMs,
      });
      if (!this.#isFinishing) await this.#wait(waitMs);
    }
  }

  /** Returns null once the segment needs no further load. */
  async #loadOnce(path: string): Promise<Error | null> {
    const { folder, load } = this.#options;
    const segment = basename(path);
    try {
      await load(path);
    } catch (error) {
      if (!(error instanceof Error)) return new Error('The load failed.', { cause: error });
      if (!(error instanceof WdhError) || error.category !== 'data') return error;
      const place = await folder.markFailed(path);
      this.#failed += 1;
      this.#logger.error('capture.segment.failed', { segment, code: error.code, place });
      return null;
    }
    await folder.markLoaded(path);
    this.#loaded += 1;
    this.#logger.info('capture.segment.loaded', { segment });
    return null;
  }

  /** Waits for a time, or for a call; null: for a call only. */
  async #wait(ms: number | null): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = ms === null ? undefined : setTimeout(resolve, ms);
      this.#wake = () => {
        // A closed segment does not bring the database back.
        if (ms !== null && !this.#isFinishing) return;
        clearTimeout(timer);
        resolve();
      };
    });
    this.#wake = () => undefined;
  }
}

/** States of a server that pass: a failover, a full disk, a statement that was cancelled. */
const passing: ReadonlySet<string> = new Set([
  'DATABASE_READ_ONLY',
  'SERVER_DISK_FULL',
  'STATEMENT_CANCELLED',
]);

/** Whether an error may go away without a change: the database does not answer, or a lock is held. */
function canPass(error: unknown): boolean {
  if (!(error instanceof WdhError)) return false;
  const { isRetryable, category, code } = error;
  return isRetryable || category === 'connection' || category === 'locked' || passing.has(code);
}

function codeOf(error: unknown): string {
  return error instanceof WdhError ? error.code : 'INTERNAL';
}
