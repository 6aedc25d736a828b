import { type Queryable, DatabaseError } from '@wdh/postgres';
import type { Execution } from '../executions/execution.js';
import { claimLocked, takeClaimLock } from '../locks/claim-lock.js';
import { wasPartitionRefused } from './claim-partition.js';
import type { EarlierRun } from './earlier-run.js';

/** The key of a claim: two runs with the same key load the same source. */
const claimOf = ({ pipelineName, pipelineVersion, target, source }: Execution): string =>
  JSON.stringify([pipelineName, pipelineVersion, target, source.sha256]);

/**
 * Claims a source for this transaction, and returns the run that loaded it before.
 *
 * The lock ends with the transaction, and the next holder sees what that transaction committed.
 *
 * @returns an earlier successful run, preferably one with the same reading options; null if there is
 * none.
 * @throws WdhError `SOURCE_LOCKED` if another run is loading the same source.
 */
export async function claimSource(on: Queryable, execution: Execution): Promise<EarlierRun | null> {
  const { partition } = execution;
  const claim = claimOf(execution);
  // Two partitions may have the same content, such as a header: only a run without one excludes both.
  await takeClaimLock(on, claim, isLoading, partition !== undefined);
  if (partition !== undefined) await takeClaimLock(on, `${claim} ${partition.key}`, isLoading);
  return findSuccess(on, execution);
}

const isLoading = 'is loading the same source. Wait for it.';

/**
 * Explains an error of the database: if it refused a second success of one source in spite of the
 * lock, another run has loaded that source meanwhile. Returns any other error unchanged.
 */
export async function explainClaim(
  error: unknown,
  on: Queryable,
  execution: Execution,
): Promise<unknown> {
  if (!(error instanceof DatabaseError)) return error;
  if (wasPartitionRefused(error)) {
    return claimLocked(
      null,
      'has loaded the same partition meanwhile. Run again to have it skipped.',
    );
  }
  if (error.constraint !== claimConstraint) return error;
  // The original error is more important than a failure of this query.
  const holder = await findSuccess(on, execution).catch(() => null);
  return claimLocked(
    holder?.executionId ?? null,
    'has loaded the same source meanwhile. Run again to have it skipped.',
  );
}

/**
 * A run without recorded options, such as an old one, counts as the same; and so does one without a
 * partition, whichever partition the other has.
 *
 * Another version of the input may have replaced the rows since, so that the same content in a later
 * version is loaded again, unless that would only repeat its rows.
 */
async function findSuccess(on: Queryable, execution: Execution): Promise<EarlierRun | null> {
  const { source, pipelineName, pipelineVersion, target, partition, mode } = execution;
  const [earlier] = await on.query<EarlierRun>(
    `select execution_id as "executionId", target_oid::float8 as "targetOid",
       rows_output::float8 as "rowsLoaded", rows_failed::float8 as "rowsRejected",
       to_char(completed_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "completedAt",
       (input_options is null or $5::text is null or input_options = $5::text) as "hasSameOptions"
     from public.pipeline_executions
     where status = 'success' and input_sha256 = $1 and pipeline_name = $2
       and pipeline_version = $3 and target = $4
       and (partition_key is null or $6::text is null or partition_key = $6::text)
       and (input_version is null or $7::text is null or input_version = $7::text)
     order by "hasSameOptions" desc, completed_at desc limit 1`,
    [
      source.sha256,
      pipelineName,
      pipelineVersion,
      target,
      source.optionsSha256 ?? null,
      partition?.key ?? null,
      mode === 'append' ? null : (partition?.version ?? null),
    ],
  );
  return earlier ?? null;
}

/** Of {@link pipelineExecutions}. */
const claimConstraint = 'pipeline_executions_claim_key';
