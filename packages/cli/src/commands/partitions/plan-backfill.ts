import { resolve } from 'node:path';
import { isPath } from '@wdh/file-connector';
import { inputOf, type RunRequest } from '@wdh/job';
import type { PartitionState } from '@wdh/runs';
import type { CommandContext } from '../../context/command-context.js';
import { fitParams } from '../../job-command/fit-params.js';
import { requestOf, type RunOptions } from '../../options/run-options.js';
import { inputInPartition, usage } from '../jobs/run-inputs.js';
import { type PartitionedJob, type RangeOptions, statesOf } from './job-partitions.js';

/** Which partitions are loaded, and how. */
export interface BackfillRange extends RangeOptions, Omit<RunOptions, 'partition' | 'dryRun'> {
  /** The file of each partition, with `{partition}` in place of its key. */
  readonly input?: string;
  /** Whether only those are loaded that are neither loaded nor queued nor running. */
  readonly missing: boolean;
}

/** A partition of a backfill. */
export interface PlannedPartition extends PartitionState {
  /** Null: the partition is left as it is. */
  readonly request: RunRequest | null;
  /** What its run reads; null if it has none. */
  readonly input: string | null;
}

const isLeft: ReadonlySet<PartitionState['status']> = new Set(['success', 'queued', 'running']);

/**
 * Plans a backfill: one request for each partition that is to be loaded.
 *
 * @throws WdhError `PARTITION_INVALID`, `USAGE` and what `checkRequest` throws.
 */
export async function planBackfill(
  context: CommandContext,
  { job, partitions }: PartitionedJob,
  { from, to, input, missing, param, ...options }: BackfillRange,
): Promise<readonly PlannedPartition[]> {
  const keys = partitions.keys({ from, to });
  if (input !== undefined && keys.length > 1 && !input.includes('{partition}')) {
    throw usage(
      '--input names one file for several partitions: write {partition} in place of the key.',
    );
  }
  const params = param === undefined ? {} : { param: fitParams(job, param) };
  const states = await statesOf(context, job, keys);
  return Promise.all(
    states.map(async (state) => {
      if (missing && isLeft.has(state.status)) return { ...state, request: null, input: null };
      const named = input === undefined ? undefined : wholePath(inputInPartition(input, state.key));
      const request = requestOf(named, { ...options, ...params, partition: state.key });
      const read = await inputOf(job, request);
      if (keys.length > 1 && named === undefined && read === job.example) {
        throw usage(
          `Job ${job.name} would read its example for every partition: name the files with --input, such as 'in/{partition}.csv', or declare input in defineJob.`,
        );
      }
      return { ...state, request, input: read };
    }),
  );
}

function wholePath(input: string): string {
  return isPath(input) ? resolve(input) : input;
}
