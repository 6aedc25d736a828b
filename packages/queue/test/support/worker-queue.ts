import type { Logger } from '@wdh/pipeline-core';
import { openQueue, type Queue } from '../../src/index.js';

/** Opens the queue of a worker, in a database that is migrated. */
export function openWorkerQueue(connectionUrl: string, logger: Logger): Promise<Queue> {
  return openQueue({ connectionUrl, logger, migrate: false, supervise: true, poolSize: 3 });
}
