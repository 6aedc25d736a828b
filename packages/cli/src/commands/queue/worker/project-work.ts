import type { Project, Watch } from '@wdh/job';
import type { Logger } from '@wdh/pipeline-core';
import type { Queue, WorkerOptions } from '@wdh/queue';
import { importQueue } from '../../../project/import-queue.js';

/** What a worker does beside its runs. */
export interface BesideRuns {
  /** Any worker fires all of them: that only submits runs. */
  readonly schedules: Project['schedules'];
  /** Those of the jobs that the worker takes: this machine may not have the folders of others. */
  readonly watches: readonly Watch[];
}

/**
 * Returns what a worker does beside its runs: it fires schedules and watches folders, if there are any.
 *
 * @throws WdhError `SCHEDULE_INVALID` (usage) for a schedule whose request its job refuses.
 */
export async function projectWork(
  { schedules, watches }: BesideRuns,
  queue: Queue,
  logger: Logger,
): Promise<Pick<WorkerOptions, 'services' | 'prepareJob'>> {
  const { checkScheduledRequests, FolderWatches, Scheduler } = await importQueue('wdh worker');
  await checkScheduledRequests([...schedules.values()]);
  const scheduler = schedules.size === 0 ? [] : [new Scheduler({ queue, schedules, logger })];
  if (watches.length === 0) return { services: scheduler };
  const folders = new FolderWatches({ watches, queue, logger });
  return {
    services: [...scheduler, folders],
    prepareJob: (job, executionId) => folders.prepareJob(job, executionId),
  };
}
