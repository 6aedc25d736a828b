import { invalidPartition } from '../partitions/partition-errors.js';
import type { Partitions } from '../partitions/partitions.js';

/**
 * Checks the partition of a request against the declaration of its job.
 *
 * @param now - The time that decides which days and months have begun. Default: now.
 * @throws WdhError `PARTITION_INVALID` (usage) if it is missing, or none of the job.
 */
export function checkPartition(
  { name, partitions }: { readonly name: string; readonly partitions?: Partitions | undefined },
  key: string | undefined,
  now?: Date,
): void {
  if (partitions === undefined) {
    if (key === undefined) return;
    throw invalidPartition(
      `Job ${name} has no partitions: ask for the run without partition, or declare them in defineJob.`,
    );
  }
  if (key === undefined) {
    const example = partitions.latest(now) ?? partitions.example;
    throw invalidPartition(
      `Job ${name} loads one partition at a time: name it, such as ${example}.`,
    );
  }
  const problem = partitions.problemOf(key, now);
  if (problem === null) return;
  throw invalidPartition(`Job ${name} has no partition "${key}": ${problem}.`);
}
