import { WdhError } from '@wdh/pipeline-core';
import type { Queryable } from '../connection/queryable.js';
import type { Execution } from './execution.js';

/** Application name of the connection that loads the rows of a run. */
export const loadApplicationName = (executionId: string): string => `wdh load ${executionId}`;

/** Session-wide settings aside, what makes two runs loads of the same thing. */
const claimOf = ({ pipelineName, pipelineVersion, target, source }: Execution): string =>
  JSON.stringify([pipelineName, pipelineVersion, target, source.sha256]);

/**
 * Claims a source for this transaction, and tells which run loaded it before.
 *
 * The lock ends with the transaction, and whoever takes it next sees what that one committed.
 *
 * @returns id of an earlier successful run; null where there is none.
 * @throws WdhError `SOURCE_LOCKED` when another run is loading the same source right now.
 */
export async function claimSource(on: Queryable, execution: Execution): Promise<string | null> {
  await takeLock(on, claimOf(execution));
  const [earlier] = await on.query<{ readonly executionId: string }>(
    `select execution_id as "executionId" from public.pipeline_executions
     where status = 'success' and input_sha256 = $1 and pipeline_name = $2
       and pipeline_version = $3 and target = $4
     order by completed_at desc limit 1`,
    [execution.source.sha256, execution.pipelineName, execution.pipelineVersion, execution.target],
  );
  return earlier?.executionId ?? null;
}

const attempts = 5;

async function takeLock(on: Queryable, claim: string): Promise<void> {
  let holder: string | null = null;
  // Where nobody holds it any more, the other run has just ended: then this one may have its turn.
  for (let attempt = 1; holder === null && attempt <= attempts; attempt++) {
    const [lock] = await on.query<{ readonly isOurs: boolean }>(
      'select pg_try_advisory_xact_lock(hashtextextended($1, 0)) as "isOurs"',
      [claim],
    );
    if (lock?.isOurs === true) return;
    holder = await findHolder(on, claim);
  }
  const run = holder?.startsWith(loadApplicationName('')) === true ? ` (${holder})` : '';
  throw new WdhError(`Another run${run} is loading the same source. Wait for it.`, {
    code: 'SOURCE_LOCKED',
    category: 'locked',
    isRetryable: true,
  });
}

async function findHolder(on: Queryable, claim: string): Promise<string | null> {
  const [holder] = await on.query<{ readonly name: string }>(
    `select a.application_name as name
     from pg_locks l join pg_stat_activity a on a.pid = l.pid
     where l.locktype = 'advisory' and l.granted and l.objsubid = 1
       and l.database = (select oid from pg_database where datname = current_database())
       and (l.classid::bigint << 32) | l.objid::bigint = hashtextextended($1, 0)`,
    [claim],
  );
  return holder?.name ?? null;
}
