import type { Queryable } from '@wdh/postgres';
import { executionLost } from '../executions/execution-lost.js';

/** Returns the SQL for the lock key of a running run, from its execution id as text. */
export const livenessKey = (executionId: string): string =>
  `hashtextextended('wdh execution ' || ${executionId}, 0)`;

/** Takes the session lock of a run; returns false if another session holds it. */
export async function takeLivenessLock(on: Queryable, executionId: string): Promise<boolean> {
  const [lock] = await on.query<{ readonly isOurs: boolean }>(
    `select pg_try_advisory_lock(${livenessKey('$1::text')}) as "isOurs"`,
    [executionId],
  );
  return lock?.isOurs === true;
}

/**
 * Takes the session lock of a running run again, after a connection was lost.
 *
 * @param delivery - Number of the start of the run.
 * @throws WdhError `EXECUTION_LOST` if another process holds it, or has continued the run.
 */
export async function holdExecution(
  on: Queryable,
  executionId: string,
  delivery: number,
): Promise<void> {
  if (!(await takeLivenessLock(on, executionId))) throw executionLost(executionId);
  const { count } = await on.query(
    `select from public.pipeline_executions
     where execution_id = $1 and status = 'running' and deliveries = $2::int`,
    [executionId, delivery],
  );
  if (count !== 1) throw executionLost(executionId);
}
