import { WdhError } from '@wdh/pipeline-core';
import { checkRequest } from '../run/check-input.js';
import { invalidSchedule } from './check-schedule.js';
import type { Schedule } from './schedule.js';

/**
 * Checks that the job of each schedule accepts the request of its next run, also by schemas that are
 * asynchronous. Inputs are not opened.
 *
 * @throws WdhError `SCHEDULE_INVALID` (usage) that names every schedule whose request is refused.
 */
export async function checkSchedules(schedules: Iterable<Schedule>): Promise<void> {
  const refused: WdhError[] = [];
  for (const schedule of schedules) {
    const problem = await problemOfNext(schedule);
    if (problem !== null) refused.push(invalidSchedule(schedule.name, [problem]));
  }
  const [first, ...others] = refused;
  if (first === undefined) return;
  if (others.length === 0) throw first;
  throw new WdhError(refused.map(({ summary }) => summary).join(' '), {
    code: 'SCHEDULE_INVALID',
    category: 'usage',
  });
}

async function problemOfNext({ job, ...schedule }: Schedule): Promise<string | null> {
  try {
    const time = schedule.nextAfter(new Date());
    const request = schedule.requestAt(time);
    // The first day or month may not have ended yet.
    if (job.partitions !== undefined && request.partition === undefined) return null;
    await checkRequest(job, request, time);
    return null;
  } catch (error) {
    if (error instanceof WdhError) return error.summary.replace(/\.$/, '');
    throw error;
  }
}
