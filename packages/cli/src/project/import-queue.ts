import { WdhError } from '@wdh/pipeline-core';
import type * as Queue from '@wdh/queue';

/**
 * Imports the package of the queue, which only its commands need.
 *
 * @param command - Such as `wdh worker`, for the message.
 * @throws WdhError `PACKAGE_MISSING` (usage) with the command that installs it.
 */
export async function importQueue(command: string): Promise<typeof Queue> {
  const queue = await importQueueIfAny();
  if (queue !== null) return queue;
  throw new WdhError(
    `${command} needs the package @wdh/queue, which is not installed: npm install @wdh/queue`,
    { code: 'PACKAGE_MISSING', category: 'usage' },
  );
}

/** Imports the package of the queue; null if it is not installed. */
export async function importQueueIfAny(): Promise<typeof Queue | null> {
  try {
    return await import('@wdh/queue');
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    error.code === 'ERR_MODULE_NOT_FOUND' &&
    error.message.includes("'@wdh/queue'")
  );
}
