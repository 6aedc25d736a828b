import type { Queryable } from '@wdh/postgres';
import { replayRefused } from './replay-errors.js';

/**
 * Checks that the rejected rows of a run are missing in its table: its source was not loaded again
 * since, and its table was not replaced.
 *
 * @throws WdhError `REPLAY_REFUSED`.
 */
export async function checkIsLatest(on: Queryable, executionId: string): Promise<void> {
  const [later] = await on.query<{ executionId: string; isReplaced: boolean }>(
    `select later.execution_id as "executionId", later.load_mode = 'replace' as "isReplaced"
     from public.pipeline_executions run
     join public.pipeline_executions later on later.target = run.target
       and later.status = 'success' and later.completed_at > run.completed_at
       and later.trigger is distinct from 'replay'
       and (later.load_mode = 'replace' or later.input_sha256 = run.input_sha256)
     where run.execution_id = $1 order by later.completed_at desc limit 1`,
    [executionId],
  );
  if (later === undefined) return;
  throw replayRefused(
    later.isReplaced
      ? `Run ${later.executionId} has replaced the rows of the table since run ${executionId}. Replay that run, or load the repaired rows as a file.`
      : `Run ${later.executionId} has loaded the source of run ${executionId} again. Replay that run instead.`,
  );
}
