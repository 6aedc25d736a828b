import type { Queryable } from '@wdh/postgres';
import { replayRefused } from './replay-errors.js';

interface LaterRun {
  readonly executionId: string;
  readonly isReplaced: boolean;
  /** The partition that both have loaded; null if it is the source. */
  readonly partition: string | null;
}

/**
 * Checks that the rejected rows of a run are missing in its table: its source or partition was not
 * loaded again since, and its table was not replaced.
 *
 * @throws WdhError `REPLAY_REFUSED`.
 */
export async function checkIsLatest(on: Queryable, executionId: string): Promise<void> {
  const [later] = await on.query<LaterRun>(
    `select later.execution_id as "executionId", later.load_mode = 'replace' as "isReplaced",
       case when later.partition_key = run.partition_key then run.partition_key end as partition
     from public.pipeline_executions run
     join public.pipeline_executions later on later.target = run.target
       and later.status = 'success' and later.completed_at > run.completed_at
       and later.trigger is distinct from 'replay'
       and (later.load_mode = 'replace' or case
         when later.pipeline_name = run.pipeline_name and run.partition_key is not null
           and later.partition_key is not null then later.partition_key = run.partition_key
         else later.input_sha256 = run.input_sha256 end)
     where run.execution_id = $1 order by later.completed_at desc limit 1`,
    [executionId],
  );
  if (later === undefined) return;
  const what = later.partition === null ? 'the source' : `partition ${later.partition}`;
  throw replayRefused(
    later.isReplaced
      ? `Run ${later.executionId} has replaced the rows of the table since run ${executionId}. Replay that run, or load the repaired rows as a file.`
      : `Run ${later.executionId} has loaded ${what} of run ${executionId} again. Replay that run instead.`,
  );
}
