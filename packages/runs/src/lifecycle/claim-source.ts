import { type Queryable, DatabaseError } from '@wdh/postgres';
import { claimLocked, takeClaimLock } from '../locks/claim-lock.js';
import type { Execution } from './execution.js';

/** The key of a claim: two runs with the same key load the same source. */
const claimOf = ({ pipelineName, pipelineVersion, target, source }: Execution): string =>
  JSON.stringify([pipelineName, pipelineVersion, target, source.sha256]);

/** A successful run that loaded the same content with the same pipeline into a table of that name. */
export interface EarlierRun {
  readonly executionId: string;
  /** Whether it read the content with the same options, if both runs recorded them. */
  readonly hasSameOptions: boolean;
  /** The table that it loaded, by `pg_class.oid`; null if not recorded. */
  readonly targetOid: number | null;
  /** Rows of that run in the table; null if not recorded. */
  readonly rowsLoaded: number | null;
  /** Rejected rows of that run; null if not recorded. */
  readonly rowsRejected: number | null;
  /** When it succeeded, as ISO 8601 in UTC; null if not recorded. */
  readonly completedAt: string | null;
}

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
  await takeClaimLock(on, claimOf(execution), 'is loading the same source. Wait for it.');
  return findSuccess(on, execution);
}

/**
 * Explains an error of the database: if it refused a second success of one source in spite of the
 * lock, another run has loaded that source meanwhile. Returns any other error unchanged.
 */
export async function explainClaim(
  error: unknown,
  on: Queryable,
  execution: Execution,
): Promise<unknown> {
  if (!(error instanceof DatabaseError) || error.constraint !== claimConstraint) return error;
  // The original error is more important than a failure of this query.
  const holder = await findSuccess(on, execution).catch(() => null);
  return claimLocked(
    holder?.executionId ?? null,
    'has loaded the same source meanwhile. Run again to have it skipped.',
  );
}

/** A run without recorded options, such as an old one, counts as the same. */
async function findSuccess(on: Queryable, execution: Execution): Promise<EarlierRun | null> {
  const { source, pipelineName, pipelineVersion, target } = execution;
  const [earlier] = await on.query<EarlierRun>(
    `select execution_id as "executionId", target_oid::float8 as "targetOid",
       rows_output::float8 as "rowsLoaded", rows_failed::float8 as "rowsRejected",
       to_char(completed_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "completedAt",
       (input_options is null or $5::text is null or input_options = $5::text) as "hasSameOptions"
     from public.pipeline_executions
     where status = 'success' and input_sha256 = $1 and pipeline_name = $2
       and pipeline_version = $3 and target = $4
     order by "hasSameOptions" desc, completed_at desc limit 1`,
    [source.sha256, pipelineName, pipelineVersion, target, source.optionsSha256 ?? null],
  );
  return earlier ?? null;
}

/** Of {@link pipelineExecutions}. */
const claimConstraint = 'pipeline_executions_claim_key';
