import type { Queryable } from '@wdh/postgres';
import type { RunStatus } from '../run-status.js';

/**
 * The state of a partition: `queued` and `running` while a run waits or is at work; `success` if it is
 * loaded by the present version of the job, `outdated` if only by another one; `failed` if the latest
 * run that ended loaded nothing; `missing` otherwise.
 */
export const partitionStatuses = [
  'success',
  'failed',
  'running',
  'queued',
  'outdated',
  'missing',
] as const;

/** See {@link partitionStatuses}. */
export type PartitionStatus = (typeof partitionStatuses)[number];

/** The run that decides the state of a partition. */
export interface PartitionRun {
  readonly executionId: string;
  readonly status: RunStatus;
  readonly startedAt: Date;
  /** The version of the job that it ran. */
  readonly version: string;
  readonly inputVersion: string | null;
  readonly errorCode: string | null;
}

/** A partition of a job with its state. */
export interface PartitionState {
  readonly key: string;
  readonly status: PartitionStatus;
  /** Null for a missing one. */
  readonly run: PartitionRun | null;
}

/** Which partitions of which job. */
export interface PartitionsOptions {
  readonly job: string;
  /** The present version of the job. */
  readonly version: string;
  readonly keys: readonly string[];
}

type Kind = 'open' | 'success' | 'skipped' | 'outdated' | 'failed';

interface FoundRun extends Omit<PartitionRun, 'startedAt'> {
  readonly key: string;
  readonly kind: Kind;
  readonly startedAt: string;
}

/** Returns the states of partitions, in the order of the keys. Reads the runs of the job once. */
export async function partitionsOf(
  on: Queryable,
  { job, version, keys }: PartitionsOptions,
): Promise<readonly PartitionState[]> {
  const latest = await latestRuns(on, job, version);
  return keys.map((key) => stateOf(key, latest.get(key) ?? {}));
}

type LatestRuns = Readonly<Partial<Record<Kind, PartitionRun>>>;

/** Returns the latest run of each kind by partition. */
async function latestRuns(
  on: Queryable,
  job: string,
  version: string,
): Promise<ReadonlyMap<string, LatestRuns>> {
  const found = await on.query<FoundRun>(
    `select distinct on (partition_key, kind) partition_key as "key", kind,
       execution_id as "executionId", status, pipeline_version as "version",
       input_version as "inputVersion", error_code as "errorCode",
       to_char(started_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "startedAt"
     from (
       select runs.*, case
         when status in ('queued', 'running') then 'open'
         when status = 'success' and pipeline_version = $2 then 'success'
         when status = 'skipped' and pipeline_version = $2 then 'skipped'
         when status = 'success' then 'outdated'
         when status in ('failed', 'abandoned', 'cancelled') then 'failed'
       end as kind
       from public.pipeline_executions runs
       where job_name = $1 and partition_key is not null
     ) of_job
     where kind is not null
     order by partition_key, kind, of_job.started_at desc, execution_id desc`,
    [job, version],
  );
  const byKey = new Map<string, Partial<Record<Kind, PartitionRun>>>();
  for (const { key, kind, startedAt, ...run } of found) {
    const runs = byKey.get(key) ?? {};
    runs[kind] = { ...run, startedAt: new Date(startedAt) };
    byKey.set(key, runs);
  }
  return byKey;
}

function stateOf(
  key: string,
  { open, success, skipped, outdated, failed }: LatestRuns,
): PartitionState {
  if (open !== undefined) {
    return { key, status: open.status === 'running' ? 'running' : 'queued', run: open };
  }
  // Skipped without any success of the partition: a run without a partition loaded the content.
  const loaded = success ?? (outdated === undefined ? skipped : undefined);
  if (loaded !== undefined) return { key, status: 'success', run: loaded };
  const hasFailedSince =
    failed !== undefined && !(outdated && outdated.startedAt > failed.startedAt);
  if (hasFailedSince) return { key, status: 'failed', run: failed };
  if (outdated !== undefined) return { key, status: 'outdated', run: outdated };
  return { key, status: 'missing', run: null };
}
