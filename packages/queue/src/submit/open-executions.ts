import type { Queryable } from '@wdh/postgres';
import { bossSchema } from '../boss/boss-schema.js';
import { isUuid } from './is-uuid.js';

/**
 * Returns the runs whose job waits in the queue or is with a worker: they are not final, whatever the
 * status of their record is.
 */
export async function openExecutions(
  on: Queryable,
  executionIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const ids = executionIds.filter(isUuid);
  const found = await on.query<{ id: string }>(
    `select id::text as id from ${bossSchema}.job
    where name like 'run/%' and state < 'completed' and id = any ($1::uuid[])`,
    [`{${ids.join(',')}}`],
  );
  return new Set(found.map(({ id }) => id));
}
