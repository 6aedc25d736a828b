import { livenessKey } from '../locks/liveness-lock.js';

/**
 * Returns the first parts of a statement: `run` is the row of the run `$1`, locked; `free` is that row
 * if it has one of the statuses, or is running without a living process.
 *
 * The row comes first, so that the lock of no other run is tried.
 */
export const freeExecution = (statuses: readonly string[]): string => `
  with run as materialized (
    select execution_id, status, job_name, deliveries, submit_key, overlap_key
    from public.pipeline_executions
    where execution_id = $1 for update
  ), free as materialized (
    select * from run
    where case when status = 'running'
      then pg_try_advisory_xact_lock(${livenessKey('execution_id')})
      else status in (${statuses.map((status) => `'${status}'`).join(', ')}) end
  )`;
