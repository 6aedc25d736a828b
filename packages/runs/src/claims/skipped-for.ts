import type { Queryable } from '@wdh/postgres';

/** The run because of which another was skipped. */
export interface SkippedFor {
  readonly executionId: string;
  /** Null if not recorded. */
  readonly completedAt: Date | null;
}

const columns = `run.execution_id as "executionId",
  extract(epoch from run.completed_at)::float8 * 1000 as "atMs"`;

const isEarlier = `run.status = 'success' and run.pipeline_name = skipped.pipeline_name
  and run.target = skipped.target and run.completed_at <= skipped.completed_at`;

/**
 * Returns the run that loaded the source or the partition of a skipped run before; null for a run that
 * was not skipped, and if its records were deleted.
 */
export async function skippedFor(on: Queryable, executionId: string): Promise<SkippedFor | null> {
  const [found] = await on.query<{ readonly executionId: string; readonly atMs: number | null }>(
    `select earlier."executionId", earlier."atMs"
     from public.pipeline_executions as skipped
     cross join lateral (
       (select 1 as rank, ${columns} from public.pipeline_executions as run
        where run.job_name = skipped.job_name and run.partition_key = skipped.partition_key
          and ${isEarlier}
        order by run.completed_at desc limit 1)
       union all
       (select 2, ${columns} from public.pipeline_executions as run
        where run.input_sha256 = skipped.input_sha256 and ${isEarlier}
        order by run.completed_at desc limit 1)
     ) as earlier
     where skipped.execution_id = $1 and skipped.status = 'skipped'
     order by earlier.rank limit 1`,
    [executionId],
  );
  if (found === undefined) return null;
  const { atMs } = found;
  return { executionId: found.executionId, completedAt: atMs === null ? null : new Date(atMs) };
}
