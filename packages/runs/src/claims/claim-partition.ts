import type { DatabaseError, Queryable } from '@wdh/postgres';
import type { Execution, RunPartition } from '../executions/execution.js';
import { takeClaimLock } from '../locks/claim-lock.js';
import { compareVersions } from './compare-versions.js';
import type { EarlierRun } from './earlier-run.js';

/** A successful run because of which a partition is not loaded. */
export interface LoadedPartition {
  readonly run: EarlierRun;
  /** A sentence that says which partition and version was loaded, and by which run. */
  readonly reason: string;
}

interface Success extends Omit<EarlierRun, 'hasSameOptions'> {
  readonly inputVersion: string | null;
  readonly hasSamePipeline: boolean;
}

/**
 * Claims the partition of a run for this transaction, and returns the run because of which it is not
 * to be loaded: one that loaded the same version with the same version of the pipeline, or a later
 * version with any.
 *
 * @returns null for a run without a partition, for a forced run, and if there is none.
 * @throws WdhError `SOURCE_LOCKED` if another run is loading the same partition.
 */
export async function claimPartition(
  on: Queryable,
  execution: Execution,
): Promise<LoadedPartition | null> {
  const { partition, pipelineName, target, isForced } = execution;
  if (partition === undefined) return null;
  const claim = JSON.stringify(['wdh partition', pipelineName, target, partition.key]);
  await takeClaimLock(on, claim, 'is loading the same partition. Wait for it.');
  if (isForced) return null;
  const successes = await findSuccesses(on, execution, partition);
  const found =
    successes.find((run) => isLater(run.inputVersion, partition)) ??
    successes.find((run) => isSame(run, partition));
  if (found === undefined) return null;
  const { executionId, inputVersion } = found;
  const what = isSame(found, partition) ? 'is loaded already' : 'is older than what is loaded';
  const reason = `${nameOf(partition)} ${what}: run ${executionId} loaded ${inputVersion === null ? 'it' : `version ${inputVersion}`}. Load it again with force.`;
  return { run: { ...found, hasSameOptions: true }, reason };
}

/** Whether an error is that of a second success of one partition. */
export function wasPartitionRefused(error: DatabaseError): boolean {
  return error.constraint === 'pipeline_executions_partition_key';
}

function findSuccesses(
  on: Queryable,
  { pipelineName, pipelineVersion, target }: Execution,
  { key }: RunPartition,
): Promise<readonly Success[]> {
  return on.query<Success>(
    `select execution_id as "executionId", target_oid::float8 as "targetOid",
       rows_output::float8 as "rowsLoaded", rows_failed::float8 as "rowsRejected",
       to_char(completed_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "completedAt",
       input_version as "inputVersion", pipeline_version = $2 as "hasSamePipeline"
     from public.pipeline_executions
     where status = 'success' and pipeline_name = $1 and target = $3 and partition_key = $4
     order by pipeline_executions.completed_at desc`,
    [pipelineName, pipelineVersion, target, key],
  );
}

function isSame({ inputVersion, hasSamePipeline }: Success, { version }: RunPartition): boolean {
  return hasSamePipeline && inputVersion === (version ?? null);
}

/** A run without a version cannot be compared. */
function isLater(loaded: string | null, { version }: RunPartition): boolean {
  return loaded !== null && version !== undefined && compareVersions(loaded, version) > 0;
}

function nameOf({ key, version }: RunPartition): string {
  return `Partition ${key}${version === undefined ? '' : `, version ${version},`}`;
}
