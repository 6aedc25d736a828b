import type { Watch } from '@wdh/job';
import type { Logger } from '@wdh/pipeline-core';
import type { Queue } from '../open-queue.js';
import { WatchPlaces } from './places/watch-places.js';

/** A watched folder, and what its files are loaded with. */
export interface WatchedFolder {
  readonly watch: Watch;
  readonly places: WatchPlaces;
  readonly queue: Pick<Queue, 'submit' | 'transact'>;
  readonly logger: Logger;
  /** Whether files are moved while they are loaded; otherwise they are read where they were dropped. */
  readonly isStaged: boolean;
  /** Whether files may stay in the folder, and so must be remembered. */
  readonly isKeeping: boolean;
  /** Whether the file of a name is one of this watch. */
  readonly isWanted: (name: string) => boolean;
}

/**
 * Returns the watched folders of a project. A file that several watches of one folder match belongs to
 * the first.
 */
export function watchedFolders(
  watches: readonly Watch[],
  queue: WatchedFolder['queue'],
  logger: Logger,
): readonly WatchedFolder[] {
  return watches.map((watch, index) => {
    const places = new WatchPlaces(watch.folder);
    const before = watches.slice(0, index).filter(({ folder }) => folder === watch.folder);
    const endings = [watch.onSuccess, watch.onFailure];
    return {
      watch,
      places,
      queue,
      logger: logger.bind({ watch: watch.name }),
      isStaged: endings.includes('move'),
      isKeeping: endings.includes('keep'),
      isWanted: (name) =>
        watch.match(name) !== null && before.every(({ match }) => match(name) === null),
    };
  });
}
