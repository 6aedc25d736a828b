import type { Queryable } from '@wdh/postgres';
import { failExecution } from '@wdh/runs';
import { bossSchema } from '../../boss/boss-schema.js';
import { deadQueue } from '../../boss/queue-names.js';

/** Most runs that one call ends. */
const most = 1_000;

/**
 * Records runs as `failed` whose job pg-boss has moved to the dead ones by itself: each of their
 * workers was lost. A run that a frozen process still holds is left to a later call.
 *
 * @returns the ids of the runs.
 */
export async function failDeadRuns(on: Queryable): Promise<readonly string[]> {
  const failed: string[] = [];
  for (const { id } of await on.query<{ id: string }>(unended, [deadQueue])) {
    if (await failExecution(on, id, workersLost)) failed.push(id);
  }
  return failed;
}

const workersLost = {
  code: 'WORKERS_LOST',
  message:
    '[WORKERS_LOST] Every worker that took the run was lost before the run ended: killed, frozen, ' +
    'or cut off from the database. Find out why, such as too little memory, and queue it again with wdh requeue.',
  category: 'internal',
} as const;

/** Dead jobs are few, and deleted when their run is queued again. */
const unended = `
  select run.execution_id as id from ${bossSchema}.job dead
  join public.pipeline_executions run on run.execution_id = dead.data ->> 'executionId'
  where dead.name = $1 and dead.state = 'created' and run.status in ('queued', 'running', 'abandoned')
    and not exists (select from ${bossSchema}.job live
      where live.name = dead.source_name and live.id = dead.source_id and live.state < 'completed')
  order by dead.created_on limit ${most}`;
