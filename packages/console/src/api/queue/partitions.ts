import type { Job, Partitions } from '@wdh/job';
import type { ConsoleParts } from '../../console-parts.js';
import { Refusal } from '../../http/refusal.js';
import { onWire } from '../../wire/on-wire.js';
import type { WirePartitions } from '../../wire/queue.js';
import { findJob } from '../actions/find-job.js';

/** Most partitions of an answer. */
const most = 1_000;

/** A job with the partitions that it declares. */
export interface PartitionedJob {
  readonly job: Job;
  readonly partitions: Partitions;
}

/** Which partitions are shown. */
export interface ShownRange {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** Returns a job with partitions. @throws Refusal 404 `JOB_NOT_FOUND`, `PARTITIONS_NONE` */
export function findPartitionedJob(
  parts: Pick<ConsoleParts, 'project'>,
  name: string,
): PartitionedJob {
  const job = findJob(parts, name);
  const { partitions } = job;
  if (partitions !== undefined) return { job, partitions };
  throw new Refusal(
    404,
    'PARTITIONS_NONE',
    `Job ${name} has no partitions: declare them in defineJob, such as partitions: months({ from: '2026-01' }).`,
  );
}

/**
 * Returns the states of partitions of a job: the latest of a range. The present one, which is not complete,
 * is among them once it has a run.
 *
 * @throws WdhError `PARTITION_INVALID` (usage) for a key that is none.
 */
export async function showPartitions(
  { runs }: Pick<ConsoleParts, 'runs'>,
  { job, partitions }: PartitionedJob,
  range: ShownRange,
): Promise<WirePartitions> {
  const complete = partitions.keys(range);
  const present = range.to === undefined ? partitions.present() : null;
  const keys = [...complete, ...(present === null ? [] : [present])];
  const shown = keys.slice(-most);
  const { name, version } = job;
  const states = await runs.partitionsOf({ job: name, version, keys: shown });
  return {
    items: onWire(states.filter(({ key, run }) => key !== present || run !== null)),
    kind: partitions.kind,
    description: partitions.description,
    hasEarlier: keys.length > shown.length,
  };
}
