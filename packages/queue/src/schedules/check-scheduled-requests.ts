import { checkSchedules, type Schedule, storableRequest } from '@wdh/job';
import { WdhError } from '@wdh/pipeline-core';

/**
 * Checks that the job of each schedule accepts the request of its next run, and that the queue can store it.
 *
 * @throws WdhError `SCHEDULE_INVALID` (usage).
 */
export async function checkScheduledRequests(schedules: readonly Schedule[]): Promise<void> {
  await checkSchedules(schedules);
  const now = new Date();
  for (const schedule of schedules) {
    try {
      storableRequest(schedule.job, schedule.requestAt(schedule.nextAfter(now)));
    } catch (error) {
      if (!(error instanceof WdhError)) throw error;
      throw new WdhError(`Schedule ${schedule.name} cannot start. ${error.summary}`, {
        code: 'SCHEDULE_INVALID',
        category: 'usage',
        cause: error,
      });
    }
  }
}
