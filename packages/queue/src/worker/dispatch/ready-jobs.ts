import type { PgBoss } from 'pg-boss';
import { bossSchema } from '../../boss/boss-schema.js';

/** What one look at the queues finds. */
export interface ReadyJobs {
  /** The queue of each ready job, in the order of priority and age. */
  readonly queues: readonly string[];
  /** Queues with jobs whose worker is gone. */
  readonly orphaned: readonly string[];
}

/**
 * Finds the jobs that are ready in any of the queues, by one statement.
 *
 * It reads a table of pg-boss, which has no function for several queues: the version of its schema is
 * pinned by the migrations.
 *
 * @param limit - Most jobs to find.
 */
export async function readyJobs(
  boss: PgBoss,
  queues: readonly string[],
  limit: number,
): Promise<ReadyJobs> {
  const { rows } = (await boss.getDb().executeSql(statement, [queues, limit])) as {
    readonly rows: readonly { readonly queue: string; readonly orphaned: boolean }[];
  };
  const isReady = ({ orphaned }: { readonly orphaned: boolean }): boolean => !orphaned;
  return {
    queues: rows.filter(isReady).map(({ queue }) => queue),
    orphaned: rows.filter((row) => !isReady(row)).map(({ queue }) => queue),
  };
}

/** The filter is that of pg-boss's fetch: a job whose key is active cannot be fetched. */
const statement = `
  (select lane.name as queue, false as orphaned
   from unnest($1::text[]) as lane (name)
   cross join lateral (
     select j.priority, j.created_on from ${bossSchema}.job j
     where j.name = lane.name and j.state < 'active' and not j.blocked
       and j.start_after <= ${bossSchema}.job_now()
       and not (j.policy = 'singleton' and exists (
         select from ${bossSchema}.job a
         where a.name = j.name and a.state = 'active' and a.policy = 'singleton'
           and coalesce(a.singleton_key, '') = coalesce(j.singleton_key, '')))
     order by j.priority desc, j.created_on limit $2
   ) as head
   order by head.priority desc, head.created_on limit $2)
  union all
  (select distinct j.name, true from ${bossSchema}.job j
   where j.name = any($1::text[]) and j.state = 'active'
     and j.heartbeat_on + j.heartbeat_seconds * interval '1s' < ${bossSchema}.job_now())`;
