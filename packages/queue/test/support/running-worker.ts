import type { Job } from '@wdh/job';
import { createRecordingLogger, type RecordingLogger } from '@wdh/pipeline-core/testing';
import { Worker } from '../../src/index.js';
import { openWorkerQueue } from './worker-queue.js';

/** A worker in the process of the test. */
export interface RunningWorker extends AsyncDisposable {
  readonly logger: RecordingLogger;
}

/** Starts a worker; disposing of it drains it. */
export async function startWorker(
  connectionUrl: string,
  jobs: readonly Job[],
  options: { readonly concurrency?: number } = {},
): Promise<RunningWorker> {
  const logger = createRecordingLogger();
  const queue = await openWorkerQueue(connectionUrl, logger);
  const drain = new AbortController();
  const running = new Worker({ queue, jobs, logger, ...options }).run({ drain: drain.signal });
  return {
    logger,
    [Symbol.asyncDispose]: async () => {
      drain.abort();
      await running;
      await queue.close();
    },
  };
}
