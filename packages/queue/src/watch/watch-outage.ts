import { loggedError } from '@wdh/job';
import { type Logger, WdhError } from '@wdh/pipeline-core';
import { errnoOf } from './scan/stats-at.js';

const noRight = 'Give this user permission to read and write it';
const noPlace =
  'Its folders loading, loaded and failed must be folders in it, on its file system: rename a file of such a name, and remove links and mounts';
const adviceOf: Readonly<Record<string, string>> = {
  ...{ EACCES: noRight, EPERM: noRight, EROFS: noRight },
  ...{ EXDEV: noPlace, EEXIST: noPlace, ENOTDIR: noPlace },
  ...{ ENOSPC: 'Its disk is full: make room', EDQUOT: 'Its disk quota is used up: make room' },
};

/** Logs the beginning and the end of an outage, once each: the work is tried again meanwhile. */
export class WatchOutage {
  readonly #folder: string;
  readonly #logger: Logger;
  #code: string | null = null;

  constructor(folder: string, logger: Logger) {
    this.#folder = folder;
    this.#logger = logger;
  }

  get isOver(): boolean {
    return this.#code === null;
  }

  /** Notes an error; it is logged if it is another one than before. */
  failed(error: unknown): void {
    const shown = this.#translate(error);
    const code =
      shown instanceof WdhError ? `${shown.code} ${errnoOf(error) ?? ''}` : String(shown);
    if (code === this.#code) return;
    this.#code = code;
    this.#logger.warn('watch.interrupted', { folder: this.#folder, error: loggedError(shown) });
  }

  /** Notes that the work succeeds. */
  ended(): void {
    if (this.#code === null) return;
    this.#code = null;
    this.#logger.info('watch.resumed', { folder: this.#folder });
  }

  #translate(error: unknown): unknown {
    const errno = errnoOf(error);
    if (errno === null) return error;
    const advice = adviceOf[errno] ?? 'Create or mount it, and check its disk';
    return new WdhError(
      `The watched folder ${this.#folder} cannot be used (${errno}). ${advice}; it is tried again until then.`,
      { code: 'WATCH_FOLDER_UNAVAILABLE', category: 'file', isRetryable: true, cause: error },
    );
  }
}
