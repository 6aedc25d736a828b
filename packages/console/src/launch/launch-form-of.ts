import { basename } from 'node:path';
import { inputName } from '@wdh/file-connector';
import type { Job } from '@wdh/job';
import { loadModeNames } from '@wdh/warehouse-loader';
import type { ConsoleOptions } from '../console-options.js';
import type { WireFolder, WireLaunchForm } from '../wire/jobs.js';
import { paramsSchema } from './params-schema.js';
import { planOf } from './plan-of.js';

/** Most partitions that a form lists: the latest. */
const mostPartitions = 1_000;

/** Returns what a form needs to ask for a run of a job. */
export async function launchFormOf(
  job: Job,
  { project, queue }: Pick<ConsoleOptions, 'project' | 'queue'>,
): Promise<WireLaunchForm> {
  const { params, mode, onBadRow, errorThreshold, example } = job;
  return {
    params: paramsSchema(job),
    hasParams: params !== null,
    modes: job.partitions === undefined ? loadModeNames : loadModeNames.filter(keepsOthers),
    ...{ mode, onBadRow, errorThreshold },
    example: example === null ? null : basename(inputName(example)),
    needsInput: example === null && !(await hasDefaultInput(job)),
    folders: foldersOf(project),
    partitions: partitionsOf(job),
    runsIn: queue === undefined ? 'console' : 'queue',
  };
}

/** Returns the folders below which inputs are chosen, without their paths. */
export function foldersOf({
  inputs,
}: Pick<ConsoleOptions['project'], 'inputs'>): readonly WireFolder[] {
  return inputs.map(({ name, uploads }, id) => ({ id, name, allowsUploads: uploads }));
}

/** Whether a mode leaves the rows of other partitions. */
const keepsOthers = (mode: string): boolean => mode !== 'replace';

/** A job that cannot be planned without parameters may have one: its run decides. */
async function hasDefaultInput(job: Job): Promise<boolean> {
  const plan = await planOf(job);
  return plan === null || plan.defaultInput !== undefined;
}

/** The complete ones, and the present one, which may be loaded as well. */
function partitionsOf({ partitions }: Job): readonly string[] {
  if (partitions === undefined) return [];
  const present = partitions.present();
  return [...partitions.keys(), ...(present === null ? [] : [present])].slice(-mostPartitions);
}
