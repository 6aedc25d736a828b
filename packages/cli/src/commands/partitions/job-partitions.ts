import type { Job, Partitions, Project } from '@wdh/job';
import { WdhError } from '@wdh/pipeline-core';
import type { PartitionState } from '@wdh/runs';
import type { CommandContext } from '../../context/command-context.js';
import { openRecords } from '../../records/open-records.js';
import { findJob } from '../jobs/find-job.js';

/** A job with the partitions that it declares. */
export interface PartitionedJob {
  readonly job: Job;
  readonly partitions: Partitions;
}

/** Which partitions are meant, as commander returns it. */
export interface RangeOptions {
  readonly from?: string;
  readonly to?: string;
}

/**
 * Returns a job of the project that declares partitions.
 *
 * @throws WdhError `JOB_NOT_FOUND`, or `PARTITION_INVALID` (usage) for a job without partitions.
 */
export function findPartitionedJob(project: Project, name: string): PartitionedJob {
  const job = findJob(project, name);
  const { partitions } = job;
  if (partitions !== undefined) return { job, partitions };
  throw new WdhError(
    `Job ${name} has no partitions: declare them in defineJob, such as partitions: months({ from: '2026-01' }).`,
    { code: 'PARTITION_INVALID', category: 'usage' },
  );
}

/** Returns the states of partitions; without records, all are missing. */
export async function statesOf(
  context: CommandContext,
  { name, version }: Job,
  keys: readonly string[],
): Promise<readonly PartitionState[]> {
  const runs = await openRecords(context);
  if (runs === null) return keys.map((key) => ({ key, status: 'missing', run: null }));
  // A run whose process was killed loads nothing any more. A role that only reads sees it as running.
  await runs.abandonDeadRuns().catch(() => undefined);
  return runs.partitionsOf({ job: name, version, keys });
}
