import { WdhError } from '@wdh/pipeline-core';
import type { Queryable } from '@wdh/postgres';
import type { PruneRunsOptions } from '@wdh/runs';
import { bossSchema } from '../boss/boss-schema.js';
import { deadQueue } from '../boss/queue-names.js';

/** Deletes the entries of runs that died more than a number of days ago; returns their number. */
export async function pruneDeadRuns(
  on: Queryable,
  { olderThanDays: days, dryRun = false }: PruneRunsOptions,
): Promise<number> {
  if (!Number.isInteger(days) || days < 0 || days > 36_500) {
    throw new WdhError('olderThanDays must be a whole number from 0 to 36,500.', {
      code: 'RUN_QUERY_INVALID',
      category: 'usage',
    });
  }
  const { count } = await on.query(
    `${dryRun ? 'select' : 'delete'} from ${bossSchema}.job
    where name = $1 and created_on < now() - $2::int * interval '1 day'`,
    [deadQueue, days],
  );
  return count;
}
