import type { Queryable } from '@wdh/postgres';
import type { Execution } from '../executions/execution.js';
import { claimLocked, findHolder } from '../locks/claim-lock.js';
import { loadSessionName } from '../locks/session-names.js';
import { claimSource } from './claim-source.js';

/** Runs of a pipeline that are looked at: of more, finding none takes longer than hashing a file. */
const mostRuns = 1_000;

/**
 * Claims a source whose SHA-256 is not known yet, for this transaction. While it is claimed, no other
 * run of the pipeline reads a source of the same size into the same table without a SHA-256.
 *
 * @returns false if the source must be identified first: it may have been loaded before, or another
 * run is reading one of the same size.
 * @throws WdhError `SOURCE_LOCKED` if that run reads the same path of the same machine.
 */
export async function claimUnread(on: Queryable, execution: Execution): Promise<boolean> {
  const { pipelineName, pipelineVersion, target, source } = execution;
  const claim = JSON.stringify([
    'wdh unread',
    pipelineName,
    pipelineVersion,
    target,
    source.sizeBytes,
  ]);
  const [lock] = await on.query<{ readonly isOurs: boolean }>(
    'select pg_try_advisory_xact_lock(hashtextextended($1, 0)) as "isOurs"',
    [claim],
  );
  if (lock?.isOurs === true) return !(await mayBeLoaded(on, execution));
  const holder = await findHolder(on, claim);
  const running = await runsOfPath(on, execution);
  const isSame = running.some((executionId) => loadSessionName(executionId) === holder);
  if (!isSame) return false;
  throw claimLocked(holder, 'is loading the same source. Wait for it.');
}

/**
 * Claims a source that was read, for this transaction, before it ends.
 *
 * @throws WdhError `SOURCE_LOCKED` if another run is loading the same source, or has loaded it
 * meanwhile.
 */
export async function claimRead(on: Queryable, execution: Execution): Promise<void> {
  const earlier = await claimSource(on, execution);
  if (earlier?.hasSameOptions !== true || execution.isForced) return;
  throw claimLocked(
    earlier.executionId,
    'has loaded the same source meanwhile. Run again to have it skipped.',
  );
}

async function mayBeLoaded(
  on: Queryable,
  { pipelineName, pipelineVersion, target, source }: Execution,
): Promise<boolean> {
  const [known] = await on.query<{ readonly runs: number; readonly isFound: boolean | null }>(
    `select count(*)::int as runs, bool_or(status = 'success' and pipeline_version = $2
       and target = $3 and input_sha256 is not null
       and coalesce(input_size_bytes = $4::text::bigint, true)) as "isFound"
     from (select status, pipeline_version, target, input_sha256, input_size_bytes
       from public.pipeline_executions where pipeline_name = $1 limit ${mostRuns + 1}) as run`,
    [pipelineName, pipelineVersion, target, String(source.sizeBytes)],
  );
  return known === undefined || known.runs > mostRuns || known.isFound === true;
}

/** Returns the runs that read the path of this run, on the same machine. */
async function runsOfPath(on: Queryable, { executionId }: Execution): Promise<readonly string[]> {
  const found = await on.query<{ readonly executionId: string }>(
    `select other.execution_id as "executionId"
     from public.pipeline_executions as ours
     join public.pipeline_executions as other on other.status = 'running'
       and other.host = ours.host and other.input_file_path = ours.input_file_path
     where ours.execution_id = $1 and other.execution_id <> ours.execution_id`,
    [executionId],
  );
  return found.map((run) => run.executionId);
}
