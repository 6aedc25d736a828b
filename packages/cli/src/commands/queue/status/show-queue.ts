import type { QueueStatus } from '@wdh/queue';
import type { CommandContext } from '../../../context/command-context.js';
import { tableWidth } from '../../../table/table-width.js';
import { openQueueIfAny } from '../open-project-queue.js';
import { formatQueue } from './format-queue.js';

const empty: QueueStatus = { jobs: [], running: [], dead: [], lost: [], workers: [] };

/** Prints what the queue holds. A database without a queue has an empty one; nothing is created. */
export async function showQueue(context: CommandContext): Promise<number> {
  const queue = await openQueueIfAny(context, 'wdh queue', 'read');
  try {
    const status = (await queue?.status()) ?? empty;
    await context.printResult(status, () => formatQueue(status, tableWidth()));
    return 0;
  } finally {
    await queue?.close();
  }
}
