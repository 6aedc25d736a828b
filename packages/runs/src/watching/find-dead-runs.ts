import type { Queryable } from '@wdh/postgres';
import { livenessKey } from '../locks/liveness-lock.js';

/**
 * Returns the ids of runs that have the status running, and whose process holds no lock at this
 * moment: it has ended, or has lost its connection and opens another. It takes no lock itself.
 */
export async function findDeadRuns(on: Queryable): Promise<readonly string[]> {
  const dead = await on.query<{ readonly executionId: string }>(
    `with held as materialized (
       select (classid::bigint << 32) | objid::bigint as key from pg_locks
       where locktype = 'advisory' and objsubid = 1
         and database = (select oid from pg_database where datname = current_database())
     )
     select execution_id as "executionId" from public.pipeline_executions
     where status = 'running' and ${livenessKey('execution_id')} not in (select key from held)
     limit 1000`,
  );
  return dead.map(({ executionId }) => executionId);
}
