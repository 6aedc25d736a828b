import { WdhError } from '@wdh/pipeline-core';
import type { Queue } from '@wdh/queue';
import type { CommandContext } from '../../context/command-context.js';
import { importQueue, importQueueIfAny } from '../../project/import-queue.js';

/** What runs the runs that people launch. */
export type RunPlaceName = 'queue' | 'console';

/** Where the runs go that people launch. */
export interface RunPlace {
  /** Null: the console runs them itself. */
  readonly queue: Queue | null;
  close(): Promise<void>;
}

/**
 * Opens the queue if `--run-in` asks for it, or if the package is installed and the database has one; the
 * console runs what is launched otherwise.
 *
 * @param connectionUrl - the login of the console, which needs no right to migrate.
 * @throws WdhError `PACKAGE_MISSING` (usage) if it is asked for and the package is not installed.
 */
export async function openRunPlace(
  context: CommandContext,
  { runIn, migrate }: { readonly runIn?: RunPlaceName; readonly migrate: boolean },
  connectionUrl: string,
): Promise<RunPlace> {
  if (runIn === 'queue' && migrate) await migrateQueue(context);
  const queue = runIn === 'console' ? null : await openQueue(connectionUrl, runIn === 'queue');
  return { queue, close: async () => queue?.close() };
}

const command = 'wdh console --run-in queue';

async function migrateQueue(context: CommandContext): Promise<void> {
  const { openQueue: open } = await importQueue(command);
  const opened = await open({ connectionUrl: await context.connectionUrl(), migrate: true });
  await opened.close();
}

async function openQueue(connectionUrl: string, isNeeded: boolean): Promise<Queue | null> {
  const found = isNeeded ? await importQueue(command) : await importQueueIfAny();
  if (found === null) return null;
  try {
    const applicationName = 'wdh console';
    return await found.openQueue({ connectionUrl, migrate: false, applicationName });
  } catch (error) {
    const isAbsent = error instanceof WdhError && error.code === 'QUEUE_SCHEMA_MISSING';
    if (isAbsent && !isNeeded) return null;
    throw error;
  }
}
