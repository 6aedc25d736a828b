import { WdhError } from '@wdh/pipeline-core';
import type { Queryable } from '@wdh/postgres';
import { type QueuedExecution, queueExecutions } from '@wdh/runs';
import type { PgBoss } from 'pg-boss';
import { bossOn } from '../boss/boss-on.js';
import { queueChannel } from '../boss/boss-schema.js';
import { queueErrorOf } from '../boss/queue-error.js';
import type { PlannedSubmission } from './plan-submission.js';
import type { Submitted } from './submission.js';

/**
 * Records runs as queued, and puts their jobs into the queue, in the transaction of the connection.
 * Workers are notified at its COMMIT.
 *
 * @throws WdhError those of the database; the transaction must be rolled back then.
 */
export async function submitRuns(
  boss: PgBoss,
  on: Queryable,
  planned: readonly PlannedSubmission[],
): Promise<readonly Submitted[]> {
  const results = await queueExecutions(
    on,
    planned.map(({ execution }) => execution),
  );
  const queued = planned.filter((_, index) => results[index]?.status === 'queued');
  const queues = new Set(queued.map(({ queue }) => queue));
  for (const queue of queues) {
    await insertJobs(
      boss,
      on,
      queue,
      queued.filter((one) => one.queue === queue),
    );
  }
  return results.map(submittedOf);
}

/** Puts the jobs of runs into their queue, and notifies its workers. */
export async function insertJobs(
  boss: PgBoss,
  on: Queryable,
  queue: string,
  planned: readonly Pick<PlannedSubmission, 'insert'>[],
): Promise<void> {
  const jobs = planned.map(({ insert }) => insert);
  const inserted = await boss
    .insert(queue, jobs, { db: bossOn(on), returnId: true })
    .catch((error: unknown) => {
      throw queueErrorOf(error);
    });
  // Each job has the id of its run, which was not recorded before.
  if (inserted?.length !== jobs.length) {
    throw new WdhError(
      `Only ${inserted?.length ?? 0} of ${jobs.length} runs could be put into the queue ${queue}: it has jobs of runs whose records were deleted. Nothing was submitted. Submit again, with other ids.`,
      { code: 'QUEUE_JOB_EXISTS', category: 'internal' },
    );
  }
  await on.query('select pg_catalog.pg_notify($1, $2)', [queueChannel, queue]);
}

function submittedOf(result: QueuedExecution): Submitted {
  const { executionId } = result;
  if (result.status === 'queued') {
    return { executionId, status: 'queued', reason: null, holder: null };
  }
  const { status, holder } = result;
  const other = holder === null ? 'Another run' : `Run ${holder}`;
  switch (status) {
    case 'exists':
      return { executionId, status: 'duplicate', reason: `${other} has this id.`, holder };
    case 'duplicate': {
      const reason = `${other} with the same key waits already.`;
      return { executionId, status: 'duplicate', reason, holder };
    }
    case 'overlaps': {
      const reason = `${other} waits or runs, and the runs must not overlap.`;
      return { executionId, status: 'skipped', reason, holder };
    }
  }
}
