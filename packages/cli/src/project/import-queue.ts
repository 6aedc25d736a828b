import type * as Queue from '@wdh/queue';
import { importIfInstalled, importNeeded } from './import-optional.js';

const load = (): Promise<typeof Queue> => import('@wdh/queue');

/**
 * Imports the package of the queue.
 *
 * @throws WdhError `PACKAGE_MISSING` (usage) with the command that installs it.
 */
export const importQueue = (command: string): Promise<typeof Queue> =>
  importNeeded('@wdh/queue', command, load);

/** Imports the package of the queue; null if it is not installed. */
export const importQueueIfAny = (): Promise<typeof Queue | null> =>
  importIfInstalled('@wdh/queue', load);
