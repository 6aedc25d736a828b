import { WdhError } from '@wdh/pipeline-core';
import type { Queryable } from '@wdh/postgres';
import { requeueExecution, type RunStatus } from '@wdh/runs';
import type { JobWithMetadata, PgBoss } from 'pg-boss';
import { bossOn } from '../boss/boss-on.js';
import { bossSchema } from '../boss/boss-schema.js';
import { queueErrorOf } from '../boss/queue-error.js';
import { deadQueue, runQueue } from '../boss/queue-names.js';
import { isUuid } from '../submit/is-uuid.js';
import { parseRunJobData, type RunJobData } from '../submit/run-job-data.js';
import { insertJobs } from '../submit/submit-runs.js';

interface FoundRun {
  readonly status: RunStatus;
  readonly job: string | null;
  readonly request: unknown;
  readonly trigger: string | null;
  readonly requestedBy: string | null;
  readonly parentExecutionId: string | null;
}

/** What {@link requeueRun} needs of a queue. */
export interface RequeueHost {
  readonly boss: PgBoss;
  /** Creates the queues of jobs that are missing, not in the transaction. */
  readonly prepare: (jobs: readonly { readonly name: string }[]) => Promise<void>;
}

/**
 * Puts a run that failed or was abandoned back into its queue, under the same id and with a new job,
 * in the transaction of the connection.
 *
 * @throws WdhError of category usage: `RUN_NOT_FOUND`, `RUN_NOT_REQUEUEABLE`.
 */
export async function requeueRun(
  { boss, prepare }: RequeueHost,
  on: Queryable,
  executionId: string,
): Promise<void> {
  const run = await findRun(on, executionId);
  const refuse = (problem: string): WdhError =>
    new WdhError(`Run ${executionId} cannot be queued again: ${problem}.`, {
      code: 'RUN_NOT_REQUEUEABLE',
      category: 'usage',
    });
  const problem = problemOf(run.status);
  if (problem !== null) throw refuse(problem);
  if (run.job !== null) await prepare([{ name: run.job }]);
  try {
    // Only runs with a UUID were submitted.
    const isSubmitted = isUuid(executionId);
    const jobs =
      run.job === null || !isSubmitted ? [] : await jobsOf(boss, on, run.job, executionId);
    if (jobs.some(({ state }) => state === 'active')) throw refuse('a worker has it');
    if (jobs.some(({ state }) => isWaiting(state))) throw refuse('it waits in the queue already');
    const dead = isSubmitted ? await deadJobsOf(on, executionId) : [];
    const former = jobs[0] ?? dead[0];
    const data =
      former === undefined ? recordedData(executionId, run) : parseRunJobData(former.data);
    if (data === null || run.job === null) {
      throw refuse('the queue has no job of it any more. Submit it again');
    }
    if (!(await requeueExecution(on, executionId, { forgetsCancel: true }))) {
      throw refuse('its process still runs, or another run holds its key');
    }
    await deleteJobs(boss, on, [...jobs, ...dead]);
    await insertJobs(boss, on, runQueue(run.job), [{ insert: insertOf(former, data) }]);
  } catch (error) {
    throw queueErrorOf(error);
  }
}

async function findRun(on: Queryable, executionId: string): Promise<FoundRun> {
  const [found] = await on.query<FoundRun>(
    `select status, job_name as job, request, trigger, requested_by as "requestedBy",
      parent_execution_id as "parentExecutionId"
    from public.pipeline_executions where execution_id = $1 for update`,
    [executionId],
  );
  if (found !== undefined) return found;
  throw new WdhError(`There is no run ${executionId}. Look it up with wdh runs.`, {
    code: 'RUN_NOT_FOUND',
    category: 'usage',
  });
}

function problemOf(status: RunStatus): string | null {
  switch (status) {
    case 'failed':
    case 'abandoned':
    case 'queued':
    case 'running':
      return null;
    case 'cancelled':
      return 'it was cancelled. Submit it again';
    case 'success':
      return 'it has succeeded. To load the same content again, submit it with force';
    case 'skipped':
    case 'rehearsed':
      return `it has ended as ${status}. Submit it again`;
  }
}

const isWaiting = (state: string): boolean => state === 'created' || state === 'retry';

/** What a new job of a run takes over from an earlier one. */
type FormerJob = Pick<JobWithMetadata, 'name' | 'id' | 'data' | 'priority' | 'singletonKey'>;

/** The job of a run, which has its id. */
async function jobsOf(
  boss: PgBoss,
  on: Queryable,
  jobName: string,
  executionId: string,
): Promise<readonly JobWithMetadata[]> {
  return boss.findJobs(runQueue(jobName), { id: executionId, db: bossOn(on) });
}

/** The dead jobs of a run, by an index: pg-boss finds them by their data, and reads all that are dead. */
async function deadJobsOf(on: Queryable, executionId: string): Promise<readonly FormerJob[]> {
  return on.query<FormerJob>(
    `select name, id::text as id, data, priority, singleton_key as "singletonKey"
    from ${bossSchema}.job where name = $1 and source_root_id = $2::text::uuid`,
    [deadQueue, executionId],
  );
}

async function deleteJobs(
  boss: PgBoss,
  on: Queryable,
  jobs: readonly Pick<FormerJob, 'name' | 'id'>[],
): Promise<void> {
  for (const { name, id } of jobs) await boss.deleteJob(name, id, { db: bossOn(on) });
}

/** What the record of a run that never started says; null if it is not complete. */
function recordedData(executionId: string, run: FoundRun): RunJobData | null {
  const { status, job, request, trigger, requestedBy, parentExecutionId } = run;
  if (status !== 'queued' || JSON.stringify(request ?? '[redacted]').includes('[redacted]')) {
    return null;
  }
  return parseRunJobData({
    ...{ executionId, job, request, trigger: trigger ?? 'queue' },
    ...(requestedBy === null ? {} : { requestedBy }),
    ...(parentExecutionId === null ? {} : { parentExecutionId }),
  });
}

function insertOf(former: FormerJob | undefined, data: RunJobData) {
  const { executionId } = data;
  const { priority = 0, singletonKey } = former ?? {};
  return { id: executionId, data, priority, singletonKey: singletonKey ?? executionId };
}
