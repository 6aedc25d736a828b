import type { Queryable } from '@wdh/postgres';
import { escapeLike } from '../queries/run-filter.js';

/** Which runs `waitingRuns` returns. */
export interface WaitingRunsOptions {
  /** Names of jobs. */
  readonly jobs: readonly string[];
  /** Beginning of the `submitKey` of the runs. */
  readonly submitKeyPrefix: string;
}

/** Most ids that are returned. */
const most = 10_000;

/** Returns the ids of runs that were never started, the earliest request first. */
export async function waitingExecutions(
  on: Queryable,
  { jobs, submitKeyPrefix }: WaitingRunsOptions,
): Promise<readonly string[]> {
  const found = await on.query<{ readonly id: string }>(
    // As the index of waiting runs has them.
    `select execution_id as id from public.pipeline_executions
     where coalesce(job_name, '') in (select json_array_elements_text($1::text::json))
       and status operator(pg_catalog.=) 'queued' and deliveries is null and submit_key is not null
       and submit_key like $2
     order by requested_at, execution_id limit ${most}`,
    [JSON.stringify(jobs), `${escapeLike(submitKeyPrefix)}%`],
  );
  return found.map(({ id }) => id);
}
