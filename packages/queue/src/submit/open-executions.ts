import type { Queryable } from '@wdh/postgres';
import { bossSchema } from '../boss/boss-schema.js';

/**
 * Returns the runs whose job waits in the queue or is with a worker: they are not final, whatever the
 * status of their record is.
 */
export async function openExecutions(
  on: Queryable,
  executionIds: readonly string[],
): Promise<ReadonlySet<string>> {
  // By the name of the queue, and the id of the job: that is its primary key.
  const found = await on.query<{ id: string }>(
    `select run.execution_id as id
    from json_array_elements_text($1::text::json) as asked (id)
      join public.pipeline_executions run on run.execution_id = asked.id
      join ${bossSchema}.job on job.name = 'run/' || run.job_name
        and job.id = (case when asked.id ~ '^[0-9a-f-]{36}$' then asked.id end)::uuid
    where job.state < 'completed'`,
    [JSON.stringify(executionIds)],
  );
  return new Set(found.map(({ id }) => id));
}
