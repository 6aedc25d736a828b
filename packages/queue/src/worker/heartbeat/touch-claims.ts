import type { Queryable } from '@wdh/postgres';
import { bossSchema } from '../../boss/boss-schema.js';
import type { Claim } from './claim.js';

/**
 * Renews the heartbeat of claims, all queues in one statement, and returns those that were lost.
 *
 * It is `touch` of pg-boss for several queues, and does not wait for a row that another transaction
 * holds, such as the one that completes the job: the other claims would wait as well.
 */
export async function touchClaims(
  on: Queryable,
  claims: readonly Claim[],
): Promise<readonly Claim[]> {
  const text = JSON.stringify(claims.map(({ queue: name, ...attempt }) => ({ name, ...attempt })));
  const lost = await on.query<{ id: string; retryCount: number }>(statement, [text]);
  const keys = new Set(lost.map(({ id, retryCount }) => `${id}:${retryCount}`));
  return claims.filter(({ id, retryCount }) => keys.has(`${id}:${retryCount}`));
}

/**
 * A job that was completed by this attempt is not lost: this process may not know of it yet. If it
 * does not know after the time of a heartbeat, the reply to COMMIT was lost: it stops waiting for it.
 */
const statement = `
  with claim as (
    select * from json_to_recordset($1::text::json) as c (name text, id uuid, "retryCount" int)
  ), held as (
    select j.name, j.id from ${bossSchema}.job j
    join claim c on c.name = j.name and c.id = j.id and c."retryCount" = j.retry_count
    where j.state = 'active'
    for no key update of j skip locked
  ), touched as (
    update ${bossSchema}.job j set heartbeat_on = ${bossSchema}.job_now()
    from held where j.name = held.name and j.id = held.id
  )
  select c.id, c."retryCount" from claim c
  where not exists (
    select from ${bossSchema}.job j
    where j.name = c.name and j.id = c.id and j.retry_count = c."retryCount"
      and (j.state = 'active' or j.state = 'completed'
        and j.completed_on + j.heartbeat_seconds * interval '1s' > ${bossSchema}.job_now()))`;
