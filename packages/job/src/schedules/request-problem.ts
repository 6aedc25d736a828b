import { WdhError } from '@wdh/pipeline-core';
import { checkPartition } from '../request/check-partition.js';
import { problemsOfParams } from '../request/parse-params.js';
import type { Schedule } from './schedule.js';

/**
 * Returns what is wrong with the request of the next run of a schedule; null if nothing is. Parameters of a
 * schema that is asynchronous are checked when the schedule starts.
 */
export function requestProblem(schedule: Schedule): string | null {
  const { job } = schedule;
  try {
    const time = schedule.nextAfter(new Date());
    const { params = {}, partition } = schedule.requestAt(time);
    // The first day or month may not have ended yet.
    const isEarly = partition === undefined && job.partitions !== undefined;
    if (!isEarly || job.partitions.kind === 'list') checkPartition(job, partition, time);
    const problems = problemsOfParams(job.params, params) ?? [];
    return problems.length === 0 ? null : `the params of its request: ${problems.join('; ')}`;
  } catch (error) {
    if (error instanceof WdhError) return error.summary.replace(/\.$/, '');
    return `its request throws ${error instanceof Error ? error.message : `a ${typeof error}`}`;
  }
}
