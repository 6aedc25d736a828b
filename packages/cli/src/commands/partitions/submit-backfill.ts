import { createHash } from 'node:crypto';
import type { Job, RunRequest } from '@wdh/job';
import { systemUserName } from '@wdh/postgres';
import type { CommandContext } from '../../context/command-context.js';
import { openProjectQueue } from '../queue/open-project-queue.js';
import type { PlannedPartition } from './plan-backfill.js';
import { type BackfilledPartition, leftPartition } from './report-backfill.js';

/** Submits the requests of a backfill in one transaction: all of them are queued, or none. */
export async function submitBackfill(
  context: CommandContext,
  job: Job,
  planned: readonly PlannedPartition[],
  migrate: boolean,
): Promise<readonly BackfilledPartition[]> {
  const wanted = planned.flatMap(({ key, request }) =>
    request === null ? [] : [{ job, request, key: keyOf(key, request), requestedBy }],
  );
  if (wanted.length === 0) return planned.map(leftPartition);
  const queue = await openProjectQueue(context, 'wdh backfill', { migrate });
  try {
    const submitted = (await queue.submit(wanted)).values();
    return planned.map((each): BackfilledPartition => {
      const result = each.request === null ? undefined : submitted.next().value;
      if (result === undefined) return leftPartition(each);
      const { executionId, status, reason, holder } = result;
      return {
        ...leftPartition(each),
        result: status,
        run: status === 'queued' ? executionId : holder,
        reason,
      };
    });
  } finally {
    await queue.close();
  }
}

const requestedBy = systemUserName() || undefined;

/** The same request of a partition waits once; another one, such as with force, is another run. */
function keyOf(partition: string, request: RunRequest): string {
  const digest = createHash('sha256').update(JSON.stringify(request)).digest('hex');
  return `backfill ${partition} ${digest.slice(0, 16)}`;
}
