import type { Project } from '@wdh/job';
import { migrationStatus, type MigrationFolder } from '@wdh/migrations';
import { importQueue, importQueueIfAny } from '../../project/import-queue.js';

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
  if (queue === null) return [];
  const folders = [queue.queueMigrations];
  const states = await migrationStatus({ connectionUrl: place.connectionUrl, folders });
  return states.every(({ state }) => state === 'pending') ? [] : folders;
}

function needsQueue(project: Project | null): boolean {
  return project !== null && project.schedules.size + project.watches.size > 0;
}
