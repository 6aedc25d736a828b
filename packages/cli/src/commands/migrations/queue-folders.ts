import type { Project } from '@wdh/job';
import type { MigrationFolder } from '@wdh/migrations';
import { importQueue, importQueueIfAny } from '../../project/import-queue.js';
import { foldersInUse } from './folders-in-use.js';

/** Where the migrations of the queue may be wanted. */
export interface QueuePlace {
  readonly connectionUrl: string;
  readonly project: Project | null;
  /** Whether the user asks for them. */
  readonly isWanted: boolean;
}

/**
 * Returns the migrations of the queue, if it is used: its tables are in the database, or the project
 * has schedules or watched folders. A database without a queue stays without its tables.
 *
 * @throws WdhError `PACKAGE_MISSING` (usage) if they are wanted and the package is not installed.
 */
export async function queueFolders(place: QueuePlace): Promise<readonly MigrationFolder[]> {
  if (place.isWanted || needsQueue(place.project)) {
    return [(await importQueue('wdh migrate --queue')).queueMigrations];
  }
  const queue = await importQueueIfAny();
  return queue === null ? [] : foldersInUse(place.connectionUrl, queue.queueMigrations);
}

function needsQueue(project: Project | null): boolean {
  return project !== null && project.schedules.size + project.watches.size > 0;
}
