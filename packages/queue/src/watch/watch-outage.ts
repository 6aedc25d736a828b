import { loggedError } from '@wdh/job';
import { type Logger, WdhError } from '@wdh/pipeline-core';
import { errnoOf } from './scan/stats-at.js';

const noRight: ReadonlySet<string> = new Set(['EACCES', 'EPERM', 'EROFS']);

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
    const advice = noRight.has(errno)
      ? 'Give this user permission to read and write it'
      : 'Create or mount it, and check its disk';
    return new WdhError(
      `The watched folder ${this.#folder} cannot be used (${errno}). ${advice}; it is tried again until then.`,
      { code: 'WATCH_FOLDER_UNAVAILABLE', category: 'file', isRetryable: true, cause: error },
    );
  }
}
