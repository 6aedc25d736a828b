import { partitionStatuses, type PartitionState } from '@wdh/runs';
import type { CommandContext } from '../../context/command-context.js';
import { showCount } from '../../table/show-values.js';
import {
  findPartitionedJob,
  type PartitionedJob,
  type RangeOptions,
  statesOf,
} from './job-partitions.js';
import { drawn, gridOf } from './partition-grid.js';

/** Most failed partitions that are listed with their runs. */
const mostListed = 10;

/** Prints which partitions of a job are loaded. */
export async function showPartitions(
  context: CommandContext,
  name: string,
  range: RangeOptions,
): Promise<number> {
  const found = findPartitionedJob(await context.project(), name);
  const { job } = found;
  const states = await shownStates(context, found, range);
  const counts = Object.fromEntries(
    partitionStatuses.map((status) => [
      status,
      states.filter((each) => each.status === status).length,
    ]),
  );
  const partitions = states.map(({ key, status, run }) => ({ partition: key, status, run }));
  await context.printResult({ job: name, version: job.version, counts, partitions }, () =>
    show(found, states, counts),
  );
  return 0;
}

/** The partition that is not complete is shown once it has a run. */
async function shownStates(
  context: CommandContext,
  { job, partitions }: PartitionedJob,
  range: RangeOptions,
): Promise<readonly PartitionState[]> {
  const keys = partitions.keys(range);
  const present = range.to === undefined ? partitions.present() : null;
  const states = await statesOf(context, job, present === null ? keys : [...keys, present]);
  return states.filter(({ key, run }) => key !== present || run !== null);
}

function show(
  { job, partitions }: PartitionedJob,
  states: readonly PartitionState[],
  counts: Readonly<Record<string, number>>,
): string {
  if (states.length === 0)
    return `${job.name}: no partition is complete yet (${partitions.description}).`;
  const legend = partitionStatuses
    .filter((status) => (counts[status] ?? 0) > 0)
    .map((status) => `${drawn(status)} ${status} ${showCount(counts[status])}`);
  const failed = states.filter(({ status }) => status === 'failed');
  const failures = failed.slice(0, mostListed).map(({ key, run }) => {
    const code = run?.errorCode ?? null;
    return `${key}: run ${run?.executionId ?? ''} ${run?.status ?? ''}${code === null ? '' : ` (${code})`}`;
  });
  const more = failed.length - failures.length;
  const isComplete = states.every(({ status }) => status === 'success');
  return [
    `${job.name}: ${partitions.description}`,
    ...gridOf(partitions.kind, states),
    legend.join('   '),
    ...failures,
    ...(more > 0 ? [`and ${showCount(more)} more failed: wdh partitions ${job.name} --json`] : []),
    ...(isComplete ? [] : [`To load the rest: wdh backfill ${job.name} --missing`]),
  ].join('\n');
}
