import type { Queryable } from '@wdh/postgres';

/** A run that is open, or has ended a short time ago. */
export interface RecentRun {
  readonly executionId: string;
  /** Differs whenever the row of the run has changed. */
  readonly revision: string;
  /** Whether it is queued or running. */
  readonly isOpen: boolean;
}

/**
 * Returns the latest queued runs, the latest running ones, and those that ended in the last minute by
 * the clock of the server: 1,000 of each at most.
 */
export function recentRuns(on: Queryable): Promise<readonly RecentRun[]> {
  return on.query<RecentRun>(
    `with recent as (
       (select execution_id, xmin::text as revision, true as is_open
        from public.pipeline_executions
        where status = 'queued' order by started_at desc, execution_id desc limit 1000)
       union all
       (select execution_id, xmin::text, true from public.pipeline_executions
        where status = 'running' order by started_at desc, execution_id desc limit 1000)
       union all
       (select execution_id, xmin::text, false from public.pipeline_executions
        where completed_at > now() - interval '1 minute'
        order by completed_at desc, execution_id desc limit 1000)
     )
     select execution_id as "executionId", revision, is_open as "isOpen" from recent`,
  );
}
