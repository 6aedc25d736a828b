import type * as QueueModule from '@wdh/queue';
import type { Queue } from '@wdh/queue';
import type { ConsoleParts } from '../../console-parts.js';
import { Refusal } from '../../http/refusal.js';

/** The queue of a console, and the functions of its package. */
export interface UsedQueue {
  readonly queue: Queue;
  /** Loaded where there is a queue: the package need not be installed otherwise. */
  readonly functions: typeof QueueModule;
}

/** Returns the queue of a console. @throws Refusal 404 `QUEUE_NOT_USED` */
export async function queueOf({ queue }: Pick<ConsoleParts, 'queue'>): Promise<UsedQueue> {
  if (queue !== undefined) return { queue, functions: await import('@wdh/queue') };
  throw new Refusal(
    404,
    'QUEUE_NOT_USED',
    'This console has no queue: its runs are loaded by its own process. Schedules and watched folders need workers: start wdh worker, and the console with a queue.',
  );
}
