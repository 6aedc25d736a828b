import { setTimeout } from 'node:timers/promises';
import { type Job, loggedError, type Watch } from '@wdh/job';
import { type Logger, silentLogger } from '@wdh/pipeline-core';
import type { Queue } from '../open-queue.js';
import { FolderLoop } from './folder-loop.js';
import { prepareJob } from './prepare-job.js';
import { openWatches } from './records/ended-files.js';
import { type WatchedFolder, watchedFolders } from './watched-folder.js';

/** Options of {@link FolderWatches}. */
export interface FolderWatchesOptions {
  /** The watches of a project: `project.watches.values()`. */
  readonly watches: Iterable<Watch>;
  readonly queue: Pick<Queue, 'submit' | 'transact' | 'prepare' | 'pool'>;
  /** Default: silent. */
  readonly logger?: Logger | undefined;
}

/** How often it is asked whether files are on their way, such as those of another watcher. */
const askEveryMs = 3_000;

/** A process that is frozen in a transaction holds locks, for which the other watchers would wait. */
const endIfFrozen = `select set_config('idle_in_transaction_session_timeout', '30s', true)`;

/**
 * Watches folders: each complete file becomes one queued run, and is put away when its run has ended.
 * Any number of processes may watch a folder, on any machines that have it under the same path.
 *
 * Folders are read again and again, which works on every file system; file system events are not used.
 *
 * @example await new FolderWatches({ watches: project.watches.values(), queue }).run(signal);
 */
export class FolderWatches {
  readonly name = 'watches';
  readonly #queue: FolderWatchesOptions['queue'];
  readonly #logger: Logger;
  readonly #folders: readonly WatchedFolder[];
  /** Ends with the last transaction: one at a time leaves connections to the others of the pool. */
  #last: Promise<unknown> = Promise.resolve();

  constructor({ watches, queue, logger = silentLogger }: FolderWatchesOptions) {
    this.#queue = queue;
    this.#logger = logger;
    const transact: Queue['transact'] = (work) =>
      this.#inTurn(() =>
        queue.transact(async (on) => {
          await on.query(endIfFrozen);
          return work(on);
        }),
      );
    const shared = { submit: queue.submit, transact };
    this.#folders = watchedFolders([...watches], shared, logger);
  }

  /**
   * Works until the signal is raised. Folders that cannot be read are logged and tried again.
   *
   * @throws WdhError those of the server, if the tables of the queue cannot be used at the start.
   */
  async run(signal: AbortSignal): Promise<void> {
    if (this.#folders.length === 0) return;
    await this.#queue.prepare(this.#folders.map(({ watch }) => watch.job));
    await openWatches(this.#queue.pool);
    const loops = this.#folders.map((folder) => new FolderLoop(folder));
    await Promise.all([this.#ask(loops, signal), ...loops.map((loop) => loop.run(signal))]);
  }

  /**
   * Prepares the run of a file, before it is started: the file is put where the run reads it, and one
   * that stays in its folder is checked to be the version that was found. Other runs are left alone.
   *
   * @throws WdhError those of the server, and errors of the operating system.
   */
  async prepareJob(job: Job, executionId: string): Promise<Job> {
    return prepareJob(this.#folders, this.#queue.pool, job, executionId);
  }

  async #ask(loops: readonly FolderLoop[], signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await setTimeout(askEveryMs, undefined, { signal }).catch(() => undefined);
      try {
        const open = await openWatches(this.#queue.pool);
        for (const loop of loops) loop.noteOpen(open.has(loop.name));
      } catch (error) {
        // The loops say so, if it lasts.
        this.#logger.debug('watch.ask.failed', { error: loggedError(error) });
      }
    }
  }

  #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const mine = this.#last.then(work);
    this.#last = mine.catch(() => undefined);
    return mine;
  }
}
