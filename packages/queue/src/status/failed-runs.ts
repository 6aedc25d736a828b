import type { Queryable } from '@wdh/postgres';
import { bossSchema } from '../boss/boss-schema.js';
import { deadQueue } from '../boss/queue-names.js';

/** A run that failed, and is not tried again. */
export interface DeadRun {
  readonly executionId: string;
  readonly job: string;
  readonly diedAt: Date;
  /** Of its last error; null if its record was deleted. */
  readonly errorCode: string | null;
  readonly errorMessage: string | null;
}

/** A run that is recorded as queued, and that no worker will receive: the queue has no job of it. */
export interface LostRun {
  readonly executionId: string;
  readonly job: string;
  readonly requestedAt: Date;
}

/** Returns the latest runs that are not tried again, the latest first. */
export async function deadRuns(on: Queryable, most: number): Promise<readonly DeadRun[]> {
  return on.query<DeadRun>(
    `select dead.data ->> 'executionId' as "executionId", dead.data ->> 'job' as job,
      dead.created_on as "diedAt", run.error_code as "errorCode", run.error_message as "errorMessage"
    from ${bossSchema}.job dead
      left join public.pipeline_executions run on run.execution_id = dead.data ->> 'executionId'
    where dead.name = $1 order by dead.created_on desc, dead.id limit ${most}`,
    [deadQueue],
  );
}

/** Returns the earliest queued runs without a job, the earliest first. */
export async function lostRuns(on: Queryable, most: number): Promise<readonly LostRun[]> {
  return on.query<LostRun>(
    // NOT IN is hashed, whatever the statistics of the tables are.
    `select run.execution_id as "executionId", run.job_name as job, run.requested_at as "requestedAt"
    from public.pipeline_executions run
      join ${bossSchema}.queue on queue.name = 'run/' || run.job_name
    where run.status = 'queued' and run.execution_id not in (
      select id::text from ${bossSchema}.job where name like 'run/%' and state < 'completed'
      union all
      select coalesce(data ->> 'executionId', '') from ${bossSchema}.job where name = $1)
    order by run.requested_at, run.execution_id limit ${most}`,
    [deadQueue],
  );
}
