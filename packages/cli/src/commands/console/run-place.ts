import type { Queue } from '@wdh/queue';
import type { CommandContext } from '../../context/command-context.js';
import { importQueueIfAny } from '../../project/import-queue.js';
import { openProjectQueue, openQueueIfAny } from '../queue/open-project-queue.js';

/** What runs the runs that people launch. */
export type RunPlaceName = 'queue' | 'console';

/** Where the runs go that people launch. */
export interface RunPlace {
  /** Null: the console runs them itself. */
  readonly queue: Queue | null;
  close(): Promise<void>;
}

const role = { applicationName: 'wdh console' };

/**
 * Opens the queue if `--run-in` asks for it, or if the package is installed and the database has one; the
 * console runs what is launched otherwise.
 *
 * @throws WdhError `PACKAGE_MISSING` (usage) if it is asked for and the package is not installed.
 */
export async function openRunPlace(
  context: CommandContext,
  { runIn, migrate }: { readonly runIn?: RunPlaceName; readonly migrate: boolean },
): Promise<RunPlace> {
  const queue = await openQueue(context, runIn, migrate);
  return { queue, close: async () => queue?.close() };
}

async function openQueue(
  context: CommandContext,
  runIn: RunPlaceName | undefined,
  migrate: boolean,
): Promise<Queue | null> {
  if (runIn === 'console') return null;
  if (runIn === 'queue') {
    return openProjectQueue(context, 'wdh console --run-in queue', { migrate, ...role });
  }
  if ((await importQueueIfAny()) === null) return null;
  return openQueueIfAny(context, 'wdh console', 'write', role);
}
