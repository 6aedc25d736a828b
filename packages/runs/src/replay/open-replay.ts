import { WdhError } from '@wdh/pipeline-core';
import type { Queryable } from '@wdh/postgres';
import { withAuditTables } from '../statements/with-audit-tables.js';
import { checkIsLatest } from './check-is-latest.js';
import { findOpenRejects } from './open-rejects.js';
import { replayRefused } from './replay-errors.js';
import { Replay } from './replay.js';

interface FoundRun {
  readonly executionId: string;
  readonly status: string;
  readonly trigger: string | null;
  readonly parentExecutionId: string | null;
}

/**
 * Opens the rejected rows of a run that no other run has resolved, to be run again. The rows that a
 * replay rejected belong to the run that it replayed, which is then replayed.
 *
 * @throws WdhError `RUN_NOT_FOUND`; `REPLAY_REFUSED` if the run did not succeed, or if its rows were
 * loaded again or replaced since; errors of the server.
 * @example
 * const replay = await openReplay(pool, executionId);
 * await loader.loadPipeline(pipeline.bind(replay.source), { into: flights, replay });
 */
export async function openReplay(on: Queryable, executionId: string): Promise<Replay> {
  const audited = withAuditTables(on);
  const run = await findReplayed(audited, executionId);
  await checkIsLatest(audited, run);
  return new Replay(audited, run, await findOpenRejects(audited, run));
}

/** Returns the id of the run whose rejected rows are to be replayed. */
async function findReplayed(on: Queryable, executionId: string): Promise<string> {
  const [run] = await on.query<FoundRun>(
    `select execution_id as "executionId", status, trigger,
       parent_execution_id as "parentExecutionId"
     from public.pipeline_executions where execution_id = $1`,
    [executionId],
  );
  if (run === undefined) {
    throw new WdhError(`There is no run ${executionId}. List the runs to find its id.`, {
      code: 'RUN_NOT_FOUND',
      category: 'usage',
    });
  }
  const { status, trigger, parentExecutionId } = run;
  if (trigger === 'replay' && parentExecutionId !== null) {
    return findReplayed(on, parentExecutionId);
  }
  if (status === 'success') return executionId;
  throw replayRefused(
    `Run ${executionId} is ${status}: it loaded nothing, so that there is nothing to complete. ${status === 'skipped' ? 'Replay the run that loaded its source.' : 'Run the job again.'}`,
  );
}
