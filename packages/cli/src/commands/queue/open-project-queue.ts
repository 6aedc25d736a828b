import { WdhError } from '@wdh/pipeline-core';
import type { OpenQueueOptions, Queue } from '@wdh/queue';
import type { CommandContext } from '../../context/command-context.js';
import { importQueue } from '../../project/import-queue.js';
import { openRecords } from '../../records/open-records.js';

/**
 * Opens the queue in the database of the project, and applies its migrations unless they are forbidden.
 *
 * @param command - Such as `wdh submit`, for an error about the package.
 */
export async function openProjectQueue(
  context: CommandContext,
  command: string,
  options: Omit<OpenQueueOptions, 'connectionUrl'> = {},
): Promise<Queue> {
  const { openQueue } = await importQueue(command);
  const connectionUrl = await context.connectionUrl();
  return openQueue({ connectionUrl, ...options });
}

/**
 * Opens the queue, and creates nothing: null if the database has none.
 *
 * @param access - `read` for a command that only looks, as a role without other rights may.
 */
export async function openQueueIfAny(
  context: CommandContext,
  command: string,
  access: 'read' | 'write' = 'write',
  options: Pick<OpenQueueOptions, 'applicationName'> = {},
): Promise<Queue | null> {
  if ((await openRecords(context)) === null) return null;
  try {
    return await openProjectQueue(context, command, { migrate: false, access, ...options });
  } catch (error) {
    if (error instanceof WdhError && error.code === 'QUEUE_SCHEMA_MISSING') return null;
    throw error;
  }
}
