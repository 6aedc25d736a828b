import type { Job } from '@wdh/job';
import type { PartitionStatus } from '@wdh/runs';
import type { CommandContext } from '../../context/command-context.js';
import { shortIds } from '../../table/short-ids.js';
import { showMany } from '../../table/show-values.js';
import { tableWidth } from '../../table/table-width.js';
import { TextTable } from '../../table/text-table.js';
import type { PlannedPartition } from './plan-backfill.js';

/** What a backfill did with a partition. */
export interface BackfilledPartition {
  readonly partition: string;
  /** Its state before the backfill. */
  readonly was: PartitionStatus;
  /**
   * `planned`: a dry run would submit it. `left`: it is loaded, queued or running. The others are
   * those of the queue.
   */
  readonly result: 'planned' | 'left' | 'queued' | 'duplicate' | 'skipped';
  /** The run that was submitted, or because of which none was. */
  readonly run: string | null;
  readonly input: string | null;
  /** Why nothing was submitted; null if something was. */
  readonly reason: string | null;
}

const words = {
  planned: 'to submit',
  left: 'left as it is',
  queued: 'submitted',
  duplicate: 'waits already',
  skipped: 'skipped',
} as const satisfies Record<BackfilledPartition['result'], string>;

const columns = [
  { head: 'partition' },
  { head: 'was' },
  { head: 'result' },
  { head: 'run' },
  { head: 'input', canShrink: true },
] as const;

/** Returns a partition for which nothing is submitted, or in a dry run what would be. */
export function leftPartition(planned: PlannedPartition): BackfilledPartition {
  const { key, status, request, run, input } = planned;
  const isLeft = request === null;
  return {
    partition: key,
    was: status,
    result: isLeft ? 'left' : 'planned',
    run: isLeft ? (run?.executionId ?? null) : null,
    input,
    reason: isLeft ? `it is ${status}` : null,
  };
}

/** Prints what was submitted, and what was not. */
export async function reportBackfill(
  context: CommandContext,
  job: Job,
  partitions: readonly BackfilledPartition[],
): Promise<void> {
  await context.printResult({ job: job.name, partitions }, () => show(partitions));
}

function show(partitions: readonly BackfilledPartition[]): string {
  if (partitions.length === 0) {
    return 'No partition of this range is complete. The present one is loaded if --to names it.';
  }
  const width = tableWidth();
  const ids = partitions.map(({ run }) => run ?? '');
  const shown = Number.isFinite(width) ? shortIds(ids) : ids;
  const rows = partitions.map(({ partition, was, result, input }, at) => [
    partition,
    was,
    words[result],
    shown[at] ?? '',
    input ?? '',
  ]);
  const counts = (Object.keys(words) as BackfilledPartition['result'][]).flatMap((result) => {
    const count = partitions.filter((each) => each.result === result).length;
    return count === 0 ? [] : [`${words[result]}: ${showMany(count, 'partition')}`];
  });
  return [...new TextTable(columns, width).withHead(rows), counts.join(', ')].join('\n');
}
