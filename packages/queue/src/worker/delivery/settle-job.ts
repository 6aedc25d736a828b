import type { Queryable } from '@wdh/postgres';
import type { CommandResponse, PgBoss } from 'pg-boss';
import { affectedJobs } from '../../boss/affected-jobs.js';
import { bossOn } from '../../boss/boss-on.js';
import { bossSchema } from '../../boss/boss-schema.js';
import type { DeliveredJob } from '../lanes/lane.js';
import { claimLost } from './delivery-errors.js';

/** What follows a failed delivery. */
export type Failure = 'retry' | 'dead';

/** Decides whether a failed job is repeated: if its error is retryable, and repetitions are left. */
export function failureOf(job: DeliveredJob, error: unknown): Failure {
  return isRetryable(error) && job.retryCount < job.retryLimit ? 'retry' : 'dead';
}

function isRetryable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? error.code : undefined;
  // The claim decides: it is gone where the data was committed, or another delivery has the job.
  if (code === 'COMMIT_UNKNOWN' || code === 'CLAIM_LOST') return true;
  return 'isRetryable' in error && error.isRetryable === true;
}

/**
 * Renews the heartbeat of a job.
 *
 * @throws WdhError `CLAIM_LOST` if this delivery no longer has it.
 */
export async function touchJob(boss: PgBoss, job: DeliveredJob, on: Queryable): Promise<void> {
  requireClaim(job, await boss.touch(job.queue, attemptOf(job), { db: bossOn(on) }));
}

/**
 * Completes a job in a transaction.
 *
 * @throws WdhError `CLAIM_LOST` if this delivery no longer has it.
 */
export async function completeJob(boss: PgBoss, job: DeliveredJob, on: Queryable): Promise<void> {
  const answer = await boss.complete(job.queue, attemptOf(job), undefined, { db: bossOn(on) });
  requireClaim(job, answer);
}

/**
 * Fails a job in a transaction: pg-boss repeats it after a pause, or moves it to the dead ones.
 *
 * @param reason - Code and message of the error, without values.
 * @throws WdhError `CLAIM_LOST` if this delivery no longer has it.
 */
export async function failJob(
  boss: PgBoss,
  job: DeliveredJob,
  failure: Failure,
  reason: object,
  on: Queryable,
): Promise<void> {
  // pg-boss repeats what has repetitions left.
  if (failure === 'dead') await updateClaim(job, 'retry_limit = retry_count', on);
  const answer = await boss.fail(job.queue, attemptOf(job), reason, { db: bossOn(on) });
  requireClaim(job, answer);
}

/**
 * Gives a job back in a transaction, ready for any worker after a pause. The delivery does not count: the job
 * gets a repetition more, because pg-boss counts when it hands a job out again.
 *
 * @throws WdhError `CLAIM_LOST` if this delivery no longer has it.
 */
export async function giveBackJob(
  job: DeliveredJob,
  pauseSeconds: number,
  on: Queryable,
): Promise<void> {
  const set = `state = 'retry', retry_limit = retry_limit + 1, heartbeat_on = null,
    start_after = ${bossSchema}.job_now() + interval '${pauseSeconds}s'`;
  await updateClaim(job, set, on);
}

async function updateClaim(job: DeliveredJob, set: string, on: Queryable): Promise<void> {
  const { queue, id, retryCount } = job;
  const { count } = await on.query(
    `update ${bossSchema}.job set ${set}
     where name = $1 and id = $2::uuid and retry_count = $3::int and state = 'active'`,
    [queue, id, retryCount],
  );
  if (count !== 1) throw claimLost(queue, id);
}

const attemptOf = ({ id, retryCount }: DeliveredJob) => ({ id, retryCount });

function requireClaim({ queue, id }: DeliveredJob, response: CommandResponse): void {
  if (affectedJobs(response) !== 1) throw claimLost(queue, id);
}
